package dev.vestibule.gateway.forwardauth;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.TargetHandler;

/** The form of answer that a proxy understands. */
enum Form {
    /** 200 with the identity, or the whole answer for the client: a redirect or a page. */
    WHOLE,
    /**
     * 200 with the identity, 401 or 403, and nothing else: nginx takes every other status of a
     * subrequest for an error.
     */
    STATUS,
    /** The whole answer for the client, after a refusal: never 200. */
    REFUSAL;

    /**
     * The form that the path of the question asks for. Its query is not read: some proxies leave
     * there what the client has sent.
     *
     * @throws HttpFailure when there is no such form
     */
    static Form of(String path) {
        return switch (path.substring(TargetHandler.VERIFY.length())) {
            case "-status" -> STATUS;
            case "-refusal" -> REFUSAL;
            case String rest when rest.isEmpty() || rest.startsWith("/") -> WHOLE;
            default -> throw HttpFailure.of(FailureKind.NOT_FOUND, "no such form of answer");
        };
    }
}
