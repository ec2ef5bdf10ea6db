package dev.vestibule.gateway.forwardauth;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;

import org.jspecify.annotations.Nullable;

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
     * The form that the query of the question asks for.
     *
     * @throws HttpFailure when there is no such form
     */
    static Form of(@Nullable String query) {
        return switch (query) {
            case null -> WHOLE;
            case "answer=status" -> STATUS;
            case "answer=refusal" -> REFUSAL;
            default -> throw HttpFailure.of(FailureKind.BAD_REQUEST, "unknown form of answer");
        };
    }
}
