package dev.vestibule.gateway;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.gateway.GatewaySettings;
import dev.vestibule.gateway.FactorModule.Outside;
import dev.vestibule.gateway.account.AccountCompletion;
import dev.vestibule.gateway.account.AccountHolders;
import dev.vestibule.gateway.account.AccountRoutes;
import dev.vestibule.gateway.account.Confirmations;
import dev.vestibule.gateway.account.FreshProofs;
import dev.vestibule.gateway.account.OwnFactors;
import dev.vestibule.gateway.config.Fingerprint;
import dev.vestibule.gateway.connection.facebook.FacebookAuthenticators;
import dev.vestibule.gateway.connection.github.GithubAuthenticators;
import dev.vestibule.gateway.connection.oidc.OidcAuthenticators;
import dev.vestibule.gateway.connection.oidc.OidcResources;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.factor.passkey.PasskeyScript;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.jit.AccountProvisioning;
import dev.vestibule.gateway.jit.JustInTime;
import dev.vestibule.gateway.jit.OwnershipAttempts;
import dev.vestibule.gateway.jit.RenewedAccounts;
import dev.vestibule.gateway.jit.SamePerson;
import dev.vestibule.gateway.jit.SessionAccounts;
import dev.vestibule.gateway.jit.TokenAccounts;
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
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.outbound.BoundedHttp;
import dev.vestibule.gateway.outbound.OutboundRoute;
import dev.vestibule.gateway.seal.KeyRing;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.OtherSessions;
import dev.vestibule.gateway.step.ask.AskHandler;
import dev.vestibule.gateway.step.assign.AssignHandler;
import dev.vestibule.gateway.step.authenticate.AuthenticateHandler;
import dev.vestibule.gateway.step.authenticate.DeviceFact;
import dev.vestibule.gateway.step.authenticate.FactorSteps;
import dev.vestibule.gateway.step.call.CallHandler;
import dev.vestibule.gateway.step.deny.DenyHandler;
import dev.vestibule.gateway.step.limitsessions.LimitSessionsHandler;
import dev.vestibule.gateway.step.notice.NoticeHandler;
import dev.vestibule.gateway.step.notify.NotifyHandler;
import dev.vestibule.gateway.step.set.SetHandler;
import dev.vestibule.gateway.token.PersonalTokens;
import dev.vestibule.gateway.token.TokenSessions;

import io.vertx.ext.web.Router;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The login engine, with every kind of step and of authenticator that it has. */
final class LoginModule {
    private final GatewaySettings settings;
    private final LoginRedirect redirects;
    private final LoginKinds kinds;
    private final LoginEngine engine;
    private final LoginStarts starts;
    private final AccountRoutes accounts;
    private final PersonalTokens tokens;
    private final AccountProvisioning provisioned;

    /**
     * @param live the live version of the configuration, once there is one
     */
    LoginModule(
            RuntimeContext context,
            WebModule web,
            SessionModule sessions,
            GatewaySettings settings,
            DirectoryClient provisioning,
            BoundedHttp providers,
            Supplier<LoginSetup> live) {
        this.settings = settings;
        redirects = sessions.logins();
        var clock = context.environment().clock();
        Supplier<FlowConfig> config = () -> live.get().config();
        LoginAudit audit = new LoginAudit(context.metrics(), clock);
        AccountHolders holders = new AccountHolders(sessions.sessions(), provisioning, config);
        FactorModule factors =
                FactorModule.of(context, web, settings, outside(provisioning, config));
        provisioned = provisioned(context, provisioning);
        FreshProofs proofs = proofs(context, holders, factors, live);
        var options = options(context, factors, settings.url(), providers);
        kinds = new LoginKinds(steps(context, sessions, provisioned, factors), options);
        engine =
                new LoginEngine(
                        kinds,
                        new LoginSetups(live, clock),
                        new LoginTransactions(context.stores(), kinds, web.tokens(), clock),
                        completions(sessions, audit, proofs, factors),
                        audit,
                        pages(web, sessions),
                        clock);
        starts = new LoginStarts(settings.loginStarts(), context.environment().random(), clock);
        tokens = new PersonalTokens(factors.store(), web.tokens(), clock);
        accounts =
                new AccountRoutes(
                        proofs,
                        engine.starter(),
                        live,
                        parts(factors, sessions, tokens),
                        web.pages(),
                        web.csrf());
    }

    /** A line for each kind of connection, beside the factors. */
    private static List<Authenticator.Factory<?>> options(
            RuntimeContext context, FactorModule factors, URI gateway, BoundedHttp providers) {
        OidcResources shared =
                new OidcResources(
                        context.vertx(),
                        providers,
                        context.environment().clock(),
                        new Tokens(context.environment().random()),
                        factors.keys());
        List<Authenticator.Factory<?>> options = new ArrayList<>(factors.kinds());
        options.add(new OidcAuthenticators(gateway, shared));
        options.add(new GithubAuthenticators(gateway, shared));
        options.add(new FacebookAuthenticators(gateway, shared));
        return options;
    }

    private static Outside outside(DirectoryClient provisioning, Supplier<FlowConfig> config) {
        return new Outside(provisioning, () -> config.get().mail());
    }

    private static AccountProvisioning provisioned(
            RuntimeContext context, DirectoryClient provisioning) {
        return new AccountProvisioning(provisioning, new OwnershipAttempts(context.stores()));
    }

    private static FreshProofs proofs(
            RuntimeContext context,
            AccountHolders holders,
            FactorModule factors,
            Supplier<LoginSetup> live) {
        return new FreshProofs(
                holders,
                new Confirmations(context.stores(), context.environment().clock()),
                new OwnFactors(holders.provisioning(), factors.store(), live));
    }

    private static Completions completions(
            SessionModule sessions, LoginAudit audit, FreshProofs proofs, FactorModule factors) {
        return new Completions(
                new SignInCompletion(
                        sessions.sessions(),
                        sessions.handoffs(),
                        sessions.notes(),
                        sessions.signIns(),
                        sessions.users(),
                        new SessionContinuation(
                                new SessionAccounts(proofs.holders().provisioning()),
                                new DeviceFact(factors.store(), factors.devices())),
                        audit),
                new AccountCompletion(proofs));
    }

    private static AccountRoutes.Parts parts(
            FactorModule factors, SessionModule sessions, PersonalTokens tokens) {
        return new AccountRoutes.Parts(
                factors.store(),
                factors.passkeys(),
                factors.passwords(),
                factors.devices(),
                sessions.notes(),
                sessions.signIns(),
                tokens);
    }

    /** Every kind of step and of authenticator. */
    LoginKinds kinds() {
        return kinds;
    }

    /** Encrypts what leaves the gateway. */
    KeyRing keys() {
        return tokens.store().keys();
    }

    /** How programs sign in, in place of a login. */
    TokenSessions programs(Supplier<LoginSetup> live, RuntimeContext context) {
        var accounts = new TokenAccounts(provisioned, context.environment().clock());
        return new TokenSessions(tokens, accounts, live, context.vertx());
    }

    /** The accounts of open sessions whose providers were asked again. */
    RenewedAccounts renewed(InstantSource clock) {
        return new RenewedAccounts(provisioned, clock);
    }

    /** A version of the configuration as logins use it. */
    LoginSetup setup(FlowConfig config) {
        return LoginSetup.of(Fingerprint.of(config), config, kinds);
    }

    /** Mounts the endpoints of logins and of users' accounts. */
    void mount(Router router) {
        accounts.mount(router, settings.url());
        router.get(PasskeyScript.PATH).handler(new PasskeyScript());
        engine.mount(router, settings.url(), starts, redirects);
    }

    /** A line for each kind of step. */
    private List<StepHandler<?>> steps(
            RuntimeContext context,
            SessionModule sessions,
            AccountProvisioning provisioned,
            FactorModule factors) {
        DirectoryClient provisioning = provisioned.client();
        OtherSessions others = new OtherSessions(sessions.sessions(), sessions.notes());
        return List.of(
                new AuthenticateHandler(
                        new JustInTime(provisioned, new SamePerson(provisioning)),
                        new LeaverDetector(
                                sessions.sessions(), provisioning, context.environment().clock()),
                        new FactorSteps(factors.store(), factors.devices()),
                        others),
                new DenyHandler(),
                new NoticeHandler(factors.store()),
                new AskHandler(factors.store()),
                new SetHandler(),
                new LimitSessionsHandler(others),
                new CallHandler(context.vertx(), new OutboundRoute(settings.outgoingProxy())),
                new NotifyHandler(factors.mails()),
                new AssignHandler(provisioning));
    }

    private static LoginEngine.Web pages(WebModule web, SessionModule sessions) {
        return new LoginEngine.Web(
                web.cookies(), web.csrf(), web.pages(), web.errors(), sessions.requests());
    }
}
