package dev.vestibule.gateway.login;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.idp.AuthenticationFailure;

import io.vertx.ext.web.RoutingContext;

/** Ends a login that cannot go on: on the error page, with a link that begins it again. */
final class LoginFailures {
    private final LoginAudit audit;

    LoginFailures(LoginAudit audit) {
        this.audit = audit;
    }

    void end(RoutingContext ctx, LoginTransaction login, Throwable cause) {
        HttpFailure failure = typed(cause);
        audit.failed(login, failure.kind());
        ctx.fail(failure.retryAt(LoginAddress.again(login.destination())));
    }

    private static HttpFailure typed(Throwable cause) {
        return switch (cause) {
            case HttpFailure failure -> failure;
            case AuthenticationFailure failure ->
                    HttpFailure.of(kind(failure.reason()), detail(failure)).causedBy(failure);
            default ->
                    HttpFailure.of(FailureKind.INTERNAL, cause.getClass().getName())
                            .causedBy(cause);
        };
    }

    private static String detail(AuthenticationFailure failure) {
        return failure.reason() + ": " + failure.getMessage();
    }

    private static FailureKind kind(AuthenticationFailure.Reason reason) {
        return switch (reason) {
            case ACCESS_DENIED -> FailureKind.PROVIDER_DENIED;
            case PROVIDER_ERROR -> FailureKind.PROVIDER_ERROR;
            case PROVIDER_UNAVAILABLE -> FailureKind.PROVIDER_UNAVAILABLE;
            case PROVIDER_GARBLED -> FailureKind.PROVIDER_GARBLED;
            case WRONG_ISSUER, ASSERTION_REJECTED -> FailureKind.PROVIDER_REJECTED;
        };
    }
}
