package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.AccountMapper;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The login's endpoints, below the reserved prefix. */
public final class LoginRoutes {
    private static final int LARGEST_FORM = 16_384;

    private final LoginServices services;
    private final LoginHandler login;
    private final ChooseHandler choose;
    private final CallbackHandler callback;
    private final RetryHandler retry;
    private final AnswerHandler answer;
    private final ConfirmHandler confirm;

    public LoginRoutes(LoginServices services) {
        this.services = services;
        LoginAudit audit = new LoginAudit(services.metrics(), services.clock());
        LoginFailures failures = new LoginFailures(audit);
        LoginFacts facts = new LoginFacts(services.requests(), services.clock());
        LoginTransactions transactions = services.transactions();
        ProviderTrips trips = new ProviderTrips(transactions);
        Arrival arrival = new Arrival(services.sessions(), services.handoffs(), facts, audit);
        LoginDispatcher dispatcher =
                new LoginDispatcher(
                        facts, trips, new Chooser(transactions, services.pages()), arrival);
        Questions questions = new Questions(transactions, services.pages(), services.csrf());
        AccountStep accounts =
                new AccountStep(
                        new AccountProvisioning(
                                new AccountMapper(), services.provisioning(), services.attempts()),
                        new SamePerson(facts, new LinkedAccounts(services.provisioning())),
                        facts,
                        new WaitingRoom(
                                transactions, services.pages(), services.csrf(), services.errors()),
                        questions,
                        new Confirmations(transactions, services.pages(), services.csrf()),
                        dispatcher);
        Resumption logins =
                new Resumption(services.cookies(), transactions, failures, services.live());
        this.login = new LoginHandler(services, dispatcher, arrival, failures);
        this.choose = new ChooseHandler(logins, trips);
        this.callback = new CallbackHandler(logins, accounts, services.refusals());
        this.retry = new RetryHandler(logins, accounts);
        this.answer = new AnswerHandler(logins, accounts, questions);
        this.confirm = new ConfirmHandler(logins, accounts);
    }

    /** Mounts the endpoints; the target handler has to come before. */
    public void mount(Router router) {
        Handler<RoutingContext> here = new GatewayHost(services.gateway());
        router.get(LoginAddress.LOGIN)
                .handler(new LongReturn(services.live(), services.redirects()))
                .handler(here)
                .handler(login);
        router.get(LoginAddress.CHOOSE).handler(choose);
        router.get(LoginAddress.CALLBACK).handler(callback);
        mountForm(router, LoginAddress.RETRY, retry);
        mountForm(router, LoginAddress.ACCOUNT, answer);
        mountForm(router, LoginAddress.CONFIRM, confirm);
    }

    private void mountForm(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(services.csrf())
                .handler(handler);
    }
}
