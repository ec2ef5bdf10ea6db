package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.access.Gatekeeper;
import dev.vestibule.gateway.access.InitiateLogin;
import dev.vestibule.gateway.access.Readmission;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.access.SessionGate;
import dev.vestibule.gateway.access.SignIns;
import dev.vestibule.gateway.assertion.AssertionKey;
import dev.vestibule.gateway.assertion.Assertions;
import dev.vestibule.gateway.config.LiveConfiguration;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.forwardauth.ForwardAuthHandler;
import dev.vestibule.gateway.health.HealthChecks;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.TargetHandler;
import dev.vestibule.gateway.inbound.ClientConnections;
import dev.vestibule.gateway.lifecycle.AccountWatch;
import dev.vestibule.gateway.lifecycle.ProviderWatch;
import dev.vestibule.gateway.logging.AccessLog;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.portal.PageFiles;
import dev.vestibule.gateway.portal.PortalHandler;
import dev.vestibule.gateway.portal.Unclaimed;
import dev.vestibule.gateway.proxy.ForwardedIdentity;
import dev.vestibule.gateway.proxy.Identities;
import dev.vestibule.gateway.proxy.OpenStreams;
import dev.vestibule.gateway.proxy.OwnFields;
import dev.vestibule.gateway.proxy.ProxyHandler;
import dev.vestibule.gateway.proxy.RequestHeads;
import dev.vestibule.gateway.proxy.WebSocketPlaces;
import dev.vestibule.gateway.proxy.WebSocketRelay;
import dev.vestibule.gateway.session.WhoamiHandler;
import dev.vestibule.gateway.signout.SignOutRoutes;
import dev.vestibule.gateway.theme.Look;
import dev.vestibule.gateway.token.TokenSessions;
import dev.vestibule.gateway.upstream.PoolLimits;
import dev.vestibule.gateway.upstream.Upstreams;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The composition root: builds every object of the gateway once, and mounts every handler. All
 * event loops share them; a router and a client for upstreams are each loop's own.
 */
final class HttpModule {
    /** Connections of one event loop to one upstream. */
    private static final PoolLimits POOL =
            new PoolLimits(
                    256,
                    1024,
                    8192,
                    1024,
                    Route.Timeouts.STANDARD.connect(),
                    Duration.ofSeconds(30));

    /** How soon an open WebSocket or stream ends after nothing admits it any more. */
    private static final Duration SESSION_CHECK = Duration.ofSeconds(5);

    private final GatewaySettings settings;
    private final String ownHost;
    private final LiveConfiguration<ConfigSnapshot> live;
    private final WebModule web;
    private final SessionModule sessions;
    private final LoginModule logins;
    private final SignOutRoutes signOut;
    private final WatchModule watches;
    private final PageFiles files;
    private final PortalHandler portal;
    private final Unclaimed unclaimed;
    private final AssertionKey assertionKey;
    private final Assertions assertions;
    private final TokenSessions programs;
    private final WebSocketPlaces webSockets;
    private final Gatekeeper keeper;
    private final FormModule forms;
    private final HealthChecks health;

    HttpModule(
            RuntimeContext context,
            FlowConfig config,
            BoundedHttp providers,
            DirectoryClient provisioning) {
        GatewayEnvironment environment = context.environment();
        settings = config.gateway();
        ownHost = HostPort.of(settings.url()).host();
        webSockets = new WebSocketPlaces(settings.websockets(), Runtime.getRuntime().maxMemory());
        web = WebModule.of(context, this::look);
        sessions = SessionModule.of(context, web, settings, outside());
        logins =
                new LoginModule(
                        context, web, sessions, settings, provisioning, providers, this::setup);
        signOut = SignOutModule.routes(context, web, sessions, this::setup);
        health = HealthChecks.of(context.vertx(), environment.clock(), context.metrics());
        live = new LiveConfiguration<>(config, this::snapshot);
        watches =
                WatchModule.of(context, sessions, logins.renewed(environment.clock()), this::setup);
        files = new PageFiles(this::look);
        portal =
                new PortalHandler(
                        sessions.sessions(),
                        sessions.requests(),
                        sessions.logins(),
                        () -> setup().config(),
                        web.pages());
        unclaimed = new Unclaimed(settings.url(), sessions.sessions(), portal, files);
        programs = logins.programs(this::setup, context);
        var shared = new FormModule.Parts(web, sessions, logins, settings.loginStarts());
        forms = FormModule.of(context, shared, new SignIns(sessions.logins(), programs));
        keeper = new Gatekeeper(sessions.sessions(), programs, sessions.requests());
        assertionKey = AssertionKey.generate(context.vertx(), environment.random());
        assertions = new Assertions(assertionKey, settings.url(), environment.clock());
    }

    /** The live version of the configuration. */
    LiveConfiguration<ConfigSnapshot> live() {
        return live;
    }

    /** The checks of the servers of apps. */
    HealthChecks health() {
        return health;
    }

    /** Compares open sessions with the directory. */
    AccountWatch watch() {
        return watches.accounts();
    }

    private SessionModule.Outside outside() {
        return new SessionModule.Outside(
                ProviderWatch.later(() -> this.watches.providers()),
                () -> FormModule.wanted(setup().config()));
    }

    /** A router for one event loop; without an access log where it is null. */
    Router router(Vertx vertx, @Nullable AccessLog accessLog) {
        Router router = Router.router(vertx);
        ClientAddress clients = new ClientAddress(settings.trustedProxies());
        if (accessLog != null) {
            router.route().handler(accessLog);
        }
        router.route()
                .handler(
                        new TargetHandler(
                                clients,
                                this::served,
                                ClientConnections::countClient,
                                forwardAuth(),
                                gate(vertx)));
        router.get(reserved("/whoami")).handler(new WhoamiHandler(sessions.sessions()));
        router.get(AssertionKey.PATH).handler(assertionKey::publish);
        router.get(reserved("/handoff")).handler(sessions.handoffs());
        router.get(ReturnPath.BACK).handler(sessions.paths());
        forms.mount(router, this::routes);
        new InitiateLogin(this::routes, () -> setup().config(), sessions.logins()).mount(router);
        signOut.mount(router);
        router.get(RequestTarget.RESERVED).handler(new GatewayHost(settings.url())).handler(portal);
        files.mount(router);
        logins.mount(router);
        web.errors().mount(router);
        return router;
    }

    /** Whether a host is one of the apps or the gateway's own. */
    boolean served(String host) {
        return host.equalsIgnoreCase(ownHost) || routes().serves(host);
    }

    private SessionGate gate(Vertx vertx) {
        return new SessionGate(this::routes, keeper, forms.signIns(), unclaimed, proxy(vertx));
    }

    private ForwardAuthHandler forwardAuth() {
        return new ForwardAuthHandler(
                settings.url().getScheme(),
                this::routes,
                keeper,
                forms.signIns().signIns(),
                new ForwardedIdentity(identities()));
    }

    private Identities identities() {
        return new Identities(assertions, new OwnFields(sessions.requests()));
    }

    private RouteTable routes() {
        return live.get().routes();
    }

    private ProxyHandler proxy(Vertx vertx) {
        var readmission =
                new Readmission(this::routes, sessions.sessions(), programs, sessions.requests());
        OpenStreams streams = new OpenStreams(vertx, readmission, SESSION_CHECK);
        return new ProxyHandler(
                vertx,
                new Upstreams(vertx, POOL, web.errors().meters()),
                new RequestHeads(settings.url().getScheme(), identities()),
                new WebSocketRelay(streams, webSockets),
                streams);
    }

    private Look look() {
        return live.get().look();
    }

    private LoginSetup setup() {
        return live.get().logins();
    }

    private ConfigSnapshot snapshot(FlowConfig config) {
        RouteTable routes =
                new RouteTable(
                        config.apps().values(),
                        config.flows(),
                        config.gateway().url(),
                        Route.Timeouts.STANDARD);
        health.follow(routes.all());
        return new ConfigSnapshot(logins.setup(config), routes, Look.of(config));
    }

    private static String reserved(String path) {
        return RequestTarget.RESERVED + path;
    }

    /** One version of the configuration, as logins and as proxied requests use it. */
    record ConfigSnapshot(LoginSetup logins, RouteTable routes, Look look) {}
}
