package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.address.CidrBlock;
import dev.vestibule.flow.address.ListenAddress;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.flow.gateway.GatewaySettings.WebSocketLimits;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.access.FormSignIns;
import dev.vestibule.gateway.access.Gatekeeper;
import dev.vestibule.gateway.access.ProgramSessions;
import dev.vestibule.gateway.access.Readmission;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.access.SessionGate;
import dev.vestibule.gateway.access.SignIns;
import dev.vestibule.gateway.assertion.AssertionKey;
import dev.vestibule.gateway.assertion.Assertions;
import dev.vestibule.gateway.forwardauth.ForwardAuthHandler;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.ServerLimits;
import dev.vestibule.gateway.http.TargetHandler;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.inbound.Admission;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.inbound.Deadlines;
import dev.vestibule.gateway.inbound.InboundLimits;
import dev.vestibule.gateway.keep.KeptForms;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.session.Demand;
import dev.vestibule.gateway.session.Handoffs;
import dev.vestibule.gateway.session.LastUser;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.LongPaths;
import dev.vestibule.gateway.session.NoRenewal;
import dev.vestibule.gateway.session.ProvedLogin;
import dev.vestibule.gateway.session.ProviderSessions;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionNotes;
import dev.vestibule.gateway.session.SessionStores;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.gateway.session.WhoamiHandler;
import dev.vestibule.gateway.signout.Departures;
import dev.vestibule.gateway.signout.LogoutHandler;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.gateway.store.TestStores;
import dev.vestibule.gateway.testing.TestCertificate;
import dev.vestibule.gateway.tls.ServerCertificates;
import dev.vestibule.gateway.upstream.PoolLimits;
import dev.vestibule.gateway.upstream.Upstreams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A gateway on a real socket with everything between the target handler and the upstream. Its login
 * is a test's: {@code /.vestibule/test-login?user=..&flow=..} signs anybody in.
 */
public final class TestGateway implements AutoCloseable {
    private static final ProgramSessions NO_PROGRAMS =
            new ProgramSessions() {
                @Override
                public @Nullable Future<@Nullable Session> find(RoutingContext ctx, Route route) {
                    return null;
                }

                @Override
                public Renewal renewal(RoutingContext ctx, Route route) {
                    return TestGateway::noSession;
                }

                @Override
                public void challenge(RoutingContext ctx, Route route) {
                    ctx.response().putHeader("WWW-Authenticate", "Bearer");
                }
            };

    private static Future<@Nullable Session> noSession(Route route) {
        return Future.succeededFuture();
    }

    public static final Duration IDLE = Duration.ofMinutes(30);
    public static final Duration LIFETIME = Duration.ofHours(12);

    public final SettableClock clock = new SettableClock();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final int port;

    private final Vertx vertx;
    private final HttpServer server;
    private final List<App> apps = new CopyOnWriteArrayList<>();
    private final Tokens tokens = new Tokens(new SecureRandom());
    private final Cookies cookies = new Cookies(tokens);
    private final TestStores memory = new TestStores(clock);
    private final SessionStores stores = SessionStores.open(memory, LIFETIME);
    private final Sessions sessions =
            new Sessions(
                    stores,
                    cookies,
                    tokens,
                    new SessionLimits(IDLE, LIFETIME),
                    clock,
                    new SessionNotes(memory, stores, new SessionLimits(IDLE, LIFETIME), clock),
                    new ProviderSessions(memory, stores, new SessionLimits(IDLE, LIFETIME), clock),
                    new NoRenewal());

    private TestGateway(
            Vertx vertx, Route.Timeouts timeouts, PoolLimits pool, List<CidrBlock> trusted) {
        this(vertx, timeouts, pool, trusted, null);
    }

    private TestGateway(
            Vertx vertx,
            Route.Timeouts timeouts,
            PoolLimits pool,
            List<CidrBlock> trusted,
            ClientConnections.@Nullable Tls tls) {
        this.vertx = vertx;
        Router router = Router.router(vertx);
        HttpServerOptions options = ServerLimits.options(new ListenAddress("127.0.0.1", 0));
        Admission admission =
                new Admission(
                        InboundLimits.fitting(Runtime.getRuntime().maxMemory(), 16_384),
                        new ClientAddress(trusted),
                        meters);
        HttpServer opened = vertx.createHttpServer(options);
        ClientConnections.watch(
                vertx,
                opened,
                new ClientConnections.Served(admission, Deadlines.STANDARD, options, tls),
                router);
        this.server = opened.listen().await();
        this.port = server.actualPort();
        // Vert.x closes a server that nothing refers to any more.
        vertx.setPeriodic(60_000, _ -> server.actualPort());
        mount(router, timeouts, pool, trusted);
    }

    public static TestGateway start(Vertx vertx) {
        return start(vertx, Route.Timeouts.STANDARD);
    }

    public static TestGateway start(Vertx vertx, Route.Timeouts timeouts) {
        return new TestGateway(vertx, timeouts, pool(timeouts), List.of());
    }

    /** One that opens so many connections to its upstreams, and keeps them so long. */
    static TestGateway start(Vertx vertx, PoolLimits pool) {
        return new TestGateway(vertx, Route.Timeouts.STANDARD, pool, List.of());
    }

    /** One that speaks TLS, and so HTTP/2. */
    public static TestGateway startTls(Vertx vertx, TestCertificate with) throws IOException {
        ServerCertificates certificates =
                ServerCertificates.open(
                        List.of(new GatewaySettings.Certificate(with.certificate(), with.key())));
        return new TestGateway(
                vertx,
                Route.Timeouts.STANDARD,
                pool(Route.Timeouts.STANDARD),
                List.of(),
                new ClientConnections.Tls(certificates::handler, "max-age=60"));
    }

    private static PoolLimits pool(Route.Timeouts timeouts) {
        return new PoolLimits(64, 64, 64, 128, timeouts.connect(), Duration.ofSeconds(30));
    }

    public static TestGateway behindProxy(Vertx vertx) {
        return new TestGateway(
                vertx,
                Route.Timeouts.STANDARD,
                pool(Route.Timeouts.STANDARD),
                List.of(CidrBlock.parse("127.0.0.0/8")));
    }

    /** Takes every app away, as a reload does. */
    public TestGateway withoutApps() {
        apps.clear();
        return this;
    }

    /** Adds an app. */
    public TestGateway with(App app) {
        apps.add(app);
        return this;
    }

    /** The cookie header of a new session. */
    public String login(String user, String flow) throws java.io.IOException {
        return login(user, flow, null);
    }

    /** The cookie header of a new session for a browser that has this one already. */
    public String login(String user, String flow, @Nullable String cookie)
            throws java.io.IOException {
        String had = cookie == null ? "" : "Cookie: " + cookie + "\r\n";
        String answer =
                RawClient.send(
                        port,
                        "GET /.vestibule/test-login?user=%s&flow=%s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
                                .formatted(user, flow, had));
        return cookie(answer, "session");
    }

    /** The cookie of ours that an answer sets, as a browser sends it back. */
    public static String cookie(String answer, String name) {
        String start = "set-cookie: __Host-vestibule-" + name + "=";
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring("set-cookie: ".length(), line.indexOf(';')))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new AssertionError("no cookie " + name + " in\n" + answer));
    }

    /** Sends a request line and header fields to the gateway, in one connection of its own. */
    public String send(String request, String... fields) throws java.io.IOException {
        String all = String.join("\r\n", fields);
        return RawClient.send(
                port,
                request
                        + " HTTP/1.1\r\n"
                        + (all.isEmpty() ? "" : all + "\r\n")
                        + "Connection: close\r\n\r\n");
    }

    @Override
    public void close() {
        server.close().await();
    }

    private void mount(
            Router router, Route.Timeouts timeouts, PoolLimits pool, List<CidrBlock> trusted) {
        URI url = URI.create("http://localhost:" + port);
        Pages pages = new Pages();
        Csrf csrf = new Csrf(cookies);
        LongPaths paths = new LongPaths(stores.paths(), tokens);
        LoginRedirect logins = new LoginRedirect(url, cookies, paths);
        LastUser users = new LastUser(cookies, () -> false);
        Handoffs handoffs = new Handoffs(sessions, stores, cookies, logins, tokens, users);
        FormSignIns signIns = new FormSignIns(new SignIns(logins, NO_PROGRAMS), forms(), users);

        AssertionKey key = AssertionKey.generate(vertx, new SecureRandom());
        Assertions assertions = new Assertions(key, url, clock);
        Supplier<RouteTable> routes = () -> new RouteTable(apps, Map.of(), url, timeouts);
        RequestFactsReader facts = new RequestFactsReader(clock);
        Gatekeeper keeper = new Gatekeeper(sessions, NO_PROGRAMS, facts);
        Identities identities = new Identities(assertions, new OwnFields(facts));
        OpenStreams streams =
                new OpenStreams(
                        vertx,
                        new Readmission(routes, sessions, NO_PROGRAMS, facts),
                        Duration.ofMillis(50));
        ProxyHandler proxy =
                new ProxyHandler(
                        vertx,
                        new Upstreams(vertx, pool, meters),
                        new RequestHeads(url.getScheme(), identities),
                        new WebSocketRelay(
                                streams, new WebSocketPlaces(new WebSocketLimits(8, 8), 1 << 28)),
                        streams);

        router.route()
                .handler(
                        new TargetHandler(
                                new ClientAddress(trusted),
                                host -> routes.get().serves(host),
                                _ -> {},
                                new ForwardAuthHandler(
                                        url.getScheme(),
                                        routes,
                                        keeper,
                                        signIns.signIns(),
                                        new ForwardedIdentity(identities)),
                                new SessionGate(
                                        routes, keeper, signIns, TestGateway::nothing, proxy)));
        router.get("/.vestibule/test-login").handler(this::testLogin);
        router.get("/.vestibule/login").handler(ctx -> loginPage(ctx, handoffs));
        router.get("/.vestibule/handoff").handler(handoffs);
        router.get("/.vestibule/back").handler(paths);
        router.get("/.vestibule/whoami").handler(new WhoamiHandler(sessions));
        router.get(AssertionKey.PATH).handler(key::publish);
        router.route(RequestTarget.LOGOUT)
                .handler(BodyHandler.create(false).setBodyLimit(65_536))
                .handler(
                        new LogoutHandler(
                                sessions,
                                pages,
                                csrf,
                                new Departures(
                                        logins, cookies, tokens, memory, TestGateway::noSetup)));
        new ErrorPage(pages, csrf, tokens, meters).mount(router);
    }

    private static LoginSetup noSetup() {
        throw new AssertionError("no session here rests on a provider");
    }

    private KeptForms forms() {
        return new KeptForms(
                memory,
                new KeyRing(List.of(new Secret(tokens.next())), new SecureRandom()),
                cookies,
                tokens,
                new LoginStarts(
                        new GatewaySettings.Rate(100, Duration.ofMinutes(1)),
                        new SecureRandom(),
                        clock));
    }

    private static void nothing(RoutingContext ctx) {
        throw HttpFailure.of(FailureKind.NOT_FOUND, "no app");
    }

    private void testLogin(RoutingContext ctx) {
        String user = ctx.queryParam("user").getFirst();
        String flow = ctx.queryParam("flow").getFirst();
        sessions.start(
                        ctx,
                        identity(user),
                        new Flow(flow, List.of()),
                        new ProvedLogin(Map.of("first", step()), List.of(), Demand.NONE))
                .onSuccess(_ -> ctx.response().setStatusCode(204).end())
                .onFailure(ctx::fail);
    }

    private void loginPage(RoutingContext ctx, Handoffs handoffs) {
        String id = ctx.queryParam("app").getFirst();
        App app = apps.stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
        List<String> binding = ctx.queryParam("binding");
        ReturnPath path = ReturnPath.parse(ctx.queryParam("return").getFirst(), app.path());
        sessions.find(ctx)
                .compose(session ->
                        session == null || !session.flows().contains(app.flow())
                                ? Future.succeededFuture("")
                                : onward(handoffs, session, app, path, binding))
                .onSuccess(to -> answer(ctx, to))
                .onFailure(ctx::fail);
    }

    private static Future<String> onward(
            Handoffs handoffs, Session session, App app, ReturnPath path, List<String> binding) {
        return handoffs.location(session, app, path, binding.isEmpty() ? null : binding.getFirst());
    }

    private static void answer(RoutingContext ctx, String to) {
        if (to.isEmpty()) {
            ctx.response().end("login page");
        } else {
            ctx.response().setStatusCode(303).putHeader("Location", to).end();
        }
    }

    /** Somebody with this name, an email, two groups and no account. */
    public static SessionIdentity identity(String user) {
        Claims claims = new Claims(Map.of("sub", user));
        VerifiedIdentity verified =
                new VerifiedIdentity(
                        "corp", "https://idp.example", user, claims, Instant.EPOCH, List.of());
        return new SessionIdentity(
                user,
                user + "@example.org",
                "Name of " + user,
                List.of("staff", user + "s"),
                verified,
                null,
                "");
    }

    private static StepFacts step() {
        return new StepFacts("corp", true, List.of(), Instant.EPOCH);
    }
}
