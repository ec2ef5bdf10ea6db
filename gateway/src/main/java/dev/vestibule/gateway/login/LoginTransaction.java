package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.Flow;
import dev.vestibule.gateway.http.HttpFailure.Concern;

import java.time.Instant;

/**
 * One login in progress: bound to the browser that started it, kept on the server only, immutable.
 *
 * @param browser hash of the browser's binding cookie
 * @param setup the configuration version that the login began with
 * @param flow the flow that it goes through
 * @param createdAt when it began; its lifetime starts here
 */
record LoginTransaction(
        String browser,
        LoginSetup setup,
        Flow flow,
        LoginDestination destination,
        LoginProgress progress,
        Instant createdAt) {

    /** The app, and who is signing in by what as far as it is proved. */
    Concern concern() {
        var identity = progress.identity();
        var account = progress.account();
        return new Concern(
                destination.app().id(),
                identity == null ? null : identity.connection(),
                account == null ? null : account.dn());
    }

    LoginTransaction having(LoginProgress proved) {
        return new LoginTransaction(browser, setup, flow, destination, proved, createdAt);
    }

    /** Names the login without anything that could be replayed or is personal. */
    @Override
    public String toString() {
        return "LoginTransaction[app=" + destination.app().id() + ", flow=" + flow.id() + "]";
    }
}
