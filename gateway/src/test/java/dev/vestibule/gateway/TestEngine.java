package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.gateway.connection.oidc.OidcAuthenticators;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.TargetHandler;
import dev.vestibule.gateway.jit.AccountProvisioning;
import dev.vestibule.gateway.jit.JustInTime;
import dev.vestibule.gateway.jit.OwnershipAttempts;
import dev.vestibule.gateway.jit.SamePerson;
import dev.vestibule.gateway.jit.SessionAccounts;
import dev.vestibule.gateway.lifecycle.LeaverDetector;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.Completions;
import dev.vestibule.gateway.login.LoginAudit;
import dev.vestibule.gateway.login.LoginEngine;
import dev.vestibule.gateway.login.LoginKinds;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.login.LoginSetups;
import dev.vestibule.gateway.login.LoginStarts;
import dev.vestibule.gateway.login.LoginTransactions;
import dev.vestibule.gateway.login.SessionContinuation;
import dev.vestibule.gateway.login.SignInCompletion;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.seal.TestKeyRing;
import dev.vestibule.gateway.session.NoRenewal;
import dev.vestibule.gateway.session.OtherSessions;
import dev.vestibule.gateway.session.WhoamiHandler;
import dev.vestibule.gateway.step.authenticate.AuthenticateHandler;
import dev.vestibule.gateway.step.authenticate.FactorSteps;
import dev.vestibule.gateway.step.deny.DenyHandler;
import dev.vestibule.gateway.theme.Look;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** The login engine without a directory and without apps, with other options than the product's. */
public final class TestEngine {
    /** Asks no provider, and remembers no user. */
    static final SessionModule.Outside OUTSIDE =
            new SessionModule.Outside(new NoRenewal(), () -> false);

    private final RuntimeContext context;
    private final FlowConfig config;
    private final WebModule web;
    private final SessionModule sessions;

    private TestEngine(Vertx vertx, FlowConfig config, InstantSource clock) {
        this.config = config;
        context =
                RuntimeContext.of(
                        vertx,
                        new GatewayEnvironment(
                                _ -> null, clock, new SecureRandom(), Duration.ofSeconds(1)));
        web = WebModule.of(context, Look::standard);
        sessions = SessionModule.of(context, web, config.gateway(), OUTSIDE);
    }

    /**
     * The engine's endpoints, and who is signed in at {@code /.vestibule/whoami}.
     *
     * @param more registers further options
     */
    public static Router router(
            Vertx vertx,
            FlowConfig config,
            InstantSource clock,
            UnaryOperator<Authenticator.Factory<OidcConnection>> more) {
        return new TestEngine(vertx, config, clock).router(more);
    }

    private Router router(UnaryOperator<Authenticator.Factory<OidcConnection>> more) {
        Router router = Router.router(context.vertx());
        router.route()
                .handler(
                        new TargetHandler(
                                new ClientAddress(List.of()),
                                _ -> true,
                                _ -> {},
                                ctx -> ctx.fail(404),
                                ctx -> ctx.fail(404)));
        router.get("/.vestibule/whoami").handler(new WhoamiHandler(sessions.sessions()));
        engine(more)
                .mount(
                        router,
                        config.gateway().url(),
                        new LoginStarts(
                                config.gateway().loginStarts(),
                                context.environment().random(),
                                clock()),
                        sessions.logins());
        web.errors().mount(router);
        return router;
    }

    private LoginEngine engine(UnaryOperator<Authenticator.Factory<OidcConnection>> more) {
        LoginKinds kinds =
                new LoginKinds(
                        List.of(authenticate(), new DenyHandler()), List.of(more.apply(oidc())));
        LoginSetup setup = LoginSetup.of("1", config, kinds);
        LoginAudit audit = new LoginAudit(context.metrics(), clock());
        return new LoginEngine(
                kinds,
                new LoginSetups(() -> setup, clock()),
                new LoginTransactions(context.stores(), kinds, web.tokens(), clock()),
                new Completions(
                        new SignInCompletion(
                                sessions.sessions(),
                                sessions.handoffs(),
                                sessions.notes(),
                                sessions.signIns(),
                                sessions.users(),
                                new SessionContinuation(
                                        new SessionAccounts(
                                                new DirectoryClient(
                                                        context.bus(), Duration.ofSeconds(1))),
                                        (_, _, _) -> Future.succeededFuture(false)),
                                audit),
                        (_, _) -> Future.failedFuture("there are no accounts")),
                audit,
                new LoginEngine.Web(
                        web.cookies(), web.csrf(), web.pages(), web.errors(), sessions.requests()),
                clock());
    }

    private AuthenticateHandler authenticate() {
        DirectoryClient provisioning = new DirectoryClient(context.bus(), Duration.ofSeconds(1));
        return new AuthenticateHandler(
                new JustInTime(
                        new AccountProvisioning(
                                provisioning, new OwnershipAttempts(context.stores())),
                        new SamePerson(provisioning)),
                new LeaverDetector(sessions.sessions(), provisioning, clock()),
                factors(provisioning),
                new OtherSessions(sessions.sessions(), sessions.notes()));
    }

    private FactorSteps factors(DirectoryClient provisioning) {
        KeyRing keys =
                new KeyRing(
                        List.of(new Secret(web.tokens().next())), context.environment().random());
        FactorStore store = new FactorStore(provisioning, keys);
        return new FactorSteps(store, new KnownDevices(keys, store, web.cookies(), clock()));
    }

    private OidcAuthenticators oidc() {
        return new OidcAuthenticators(
                config.gateway().url(),
                new OidcResources(
                        context.vertx(),
                        new BoundedHttp(context.vertx()),
                        clock(),
                        web.tokens(),
                        TestKeyRing.create()));
    }

    private InstantSource clock() {
        return context.environment().clock();
    }
}
