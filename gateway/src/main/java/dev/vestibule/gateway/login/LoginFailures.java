package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;

import io.vertx.ext.web.RoutingContext;

/** Ends a login that cannot go on: on the error page, with a link that begins it again. */
final class LoginFailures {
    private final LoginAudit audit;

    LoginFailures(LoginAudit audit) {
        this.audit = audit;
    }

    /** Ends a login before it waits for anything. */
    void end(RoutingContext ctx, LoginTransaction login, Throwable cause) {
        end(ctx, login, cause, new Concern(null, null, null));
    }

    /** Ends a login that waited. */
    void end(RoutingContext ctx, PendingLogin login, Throwable cause) {
        end(ctx, login.transaction(), cause, login.concern());
    }

    private void end(RoutingContext ctx, LoginTransaction login, Throwable cause, Concern waited) {
        HttpFailure failure =
                ProviderFailures.typed(cause).concerning(waited).concerning(login.concern());
        audit.failed(login, failure);
        ctx.fail(failure.retryAt(LoginAddress.again(login.destination())));
    }
}
