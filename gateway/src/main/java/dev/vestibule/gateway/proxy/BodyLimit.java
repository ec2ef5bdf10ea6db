package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The most that an app takes in one request (RFC 9110, section 15.5.14). */
final class BodyLimit {
    /** More digits than a length of any use has. */
    private static final int DIGITS = 18;

    private BodyLimit() {}

    /**
     * Refuses a body that says that it is longer, before anything is sent.
     *
     * @throws HttpFailure when it is
     */
    static void check(HttpServerRequest request, Route route) {
        if (route.maxBody() == Long.MAX_VALUE) {
            return;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null
                && (length.length() > DIGITS || Long.parseLong(length) > route.maxBody())) {
            throw exceeded(route);
        }
    }

    static HttpFailure exceeded(Route route) {
        return HttpFailure.of(FailureKind.BODY_TOO_LARGE, "more than " + route.maxBody() + " bytes")
                .told(Audience.of(words(route.maxBody())))
                .concerning(new Concern(route.app().id(), null, null));
    }

    private static String words(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
    }
}
