package dev.vestibule.gateway.oidc;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A whole HTTP answer within the bounds. Its text form hides headers and body. */
record HttpAnswer(int status, MultiMap headers, Buffer body) {

    /**
     * This answer if its status is 200.
     *
     * @param what names the document in the failure, such as {@code the key set}
     * @throws AuthenticationFailure for every other status
     */
    HttpAnswer successful(String what) {
        if (status == 200) {
            return this;
        }
        throw overloaded()
                ? Refusal.unavailable(what + " is answered with status " + status)
                : Refusal.providerError(what + " is answered with status " + status);
    }

    /** Whether the status says that a later try may do better. */
    boolean overloaded() {
        return status >= 500 || status == 429;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
