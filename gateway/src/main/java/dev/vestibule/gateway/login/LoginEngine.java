package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Csrf;
import dev.vestibule.gateway.http.ErrorPage;
import dev.vestibule.gateway.http.GatewayHost;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.RequestFactsReader;

import io.vertx.ext.web.Router;

import java.net.URI;
import java.time.InstantSource;

/** The login engine: begins logins of every purpose, and continues with each answer to one. */
public final class LoginEngine {
    private final LoginSetups setups;
    private final LoginStarter starter;
    private final AnswerHandler answers;
    private final SignInCompletion signIn;

    /** What requests are read and answered with. */
    public record Web(
            Cookies cookies,
            Csrf csrf,
            Pages pages,
            ErrorPage errors,
            RequestFactsReader requests) {}

    public LoginEngine(
            LoginKinds kinds,
            LoginSetups setups,
            LoginTransactions transactions,
            Completions completions,
            LoginAudit audit,
            Web web,
            InstantSource clock) {
        this.setups = setups;
        LoginContext.Source contexts =
                new LoginContext.Source(
                        web.requests(), clock, web.csrf(), web.pages(), transactions);
        LoginDispatcher dispatcher =
                new LoginDispatcher(kinds, completions, transactions, web.pages(), web.errors());
        starter = new LoginStarter(web.cookies(), setups, contexts, dispatcher, audit, clock);
        answers =
                new AnswerHandler(
                        new TransactionResumer(web.cookies(), setups, contexts, dispatcher, audit),
                        transactions,
                        web.csrf());
        signIn = completions.signIn();
    }

    /** What begins logins. */
    public LoginStarter starter() {
        return starter;
    }

    /**
     * Mounts the endpoints of logins; the target handler must come before.
     *
     * @param gateway public origin of the gateway's own pages; logins live on its host only
     */
    public void mount(Router router, URI gateway, LoginStarts starts, LoginRedirect redirects) {
        router.get(LoginAddress.LOGIN)
                .handler(new LongReturn(setups, redirects))
                .handler(new GatewayHost(gateway))
                .handler(new LoginHandler(setups, starts, starter, signIn));
        answers.mount(router);
    }
}
