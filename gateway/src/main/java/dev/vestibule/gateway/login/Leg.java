package dev.vestibule.gateway.login;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * One kind of request that continues a login.
 *
 * @param <S> the stage that it starts from
 */
interface Leg<S extends LoginStage> {

    /**
     * Checks, without changing anything, that the login waits for this request.
     *
     * @throws RuntimeException when it does not; the login stays as it is
     */
    S admit(PendingLogin login);

    /**
     * What follows, beside the page of the failure, when {@link #admit} did not let the request
     * through. Never fails.
     */
    default Future<Void> refused(
            RoutingContext ctx, LoginTransaction login, RuntimeException cause) {
        return Future.succeededFuture();
    }

    /** Goes on, now that the login is taken out; fails when the login ends here. */
    Future<Void> proceed(RoutingContext ctx, LoginTransaction login, S stage);
}
