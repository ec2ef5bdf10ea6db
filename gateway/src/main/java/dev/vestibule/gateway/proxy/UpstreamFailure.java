package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.upstream.BrokenAnswerException;
import dev.vestibule.gateway.upstream.PoolBusyException;

/** The page for a failure of an upstream. */
final class UpstreamFailure {
    private UpstreamFailure() {}

    static HttpFailure of(Throwable fault, App app) {
        return switch (fault) {
            case HttpFailure known -> known;
            case PoolBusyException busy -> failure(FailureKind.OVERLOADED, app, busy);
            case NoResponseException slow -> failure(FailureKind.UPSTREAM_TIMEOUT, app, slow);
            default -> failure(FailureKind.UPSTREAM_UNAVAILABLE, app, fault);
        };
    }

    private static HttpFailure failure(FailureKind kind, App app, Throwable cause) {
        String detail = "app " + app.id() + " " + cause.getClass().getSimpleName();
        String found = cause instanceof BrokenAnswerException broken ? ": " + broken.found() : "";
        return HttpFailure.of(kind, detail + found).causedBy(cause);
    }
}
