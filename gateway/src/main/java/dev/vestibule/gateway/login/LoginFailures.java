package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.HttpFailure;

import io.vertx.ext.web.RoutingContext;

/** Ends a login that cannot go on: on the error page, with a link that begins it again. */
final class LoginFailures {
    private final LoginAudit audit;

    LoginFailures(LoginAudit audit) {
        this.audit = audit;
    }

    void end(RoutingContext ctx, LoginTransaction login, Throwable cause) {
        HttpFailure failure = ProviderFailures.typed(cause);
        audit.failed(login, failure.kind());
        ctx.fail(failure.retryAt(LoginAddress.again(login.destination())));
    }
}
