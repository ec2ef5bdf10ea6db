package dev.vestibule.gateway.account;

import dev.vestibule.gateway.idp.AuthenticationTrip;
import dev.vestibule.gateway.login.LoginSetup;
import dev.vestibule.gateway.store.HeapSize;

/**
 * A user's redirect to an identity provider for a change of links: bound to the browser and the
 * session that began it, kept on the server only.
 *
 * @param browser hash of the browser's binding cookie
 * @param session key of the session
 * @param setup the configuration version that it began with
 */
record LinkTrip(
        String browser,
        String session,
        LoginSetup setup,
        String connection,
        Purpose purpose,
        AuthenticationTrip trip) {

    /** What the provider's answer is for. */
    enum Purpose {
        /** To link the identity that it names. */
        LINK,
        /** To sign in again. */
        CONFIRM
    }

    /** Bytes of the heap that it takes. */
    long bytes() {
        return 2 * HeapSize.LARGE_OBJECT
                + HeapSize.INSTANT
                + HeapSize.of(browser)
                + HeapSize.of(session)
                + HeapSize.of(trip.nonce())
                + HeapSize.of(trip.codeVerifier());
    }

    /** Names it without anything that could be replayed or is personal. */
    @Override
    public String toString() {
        return "LinkTrip[connection=" + connection + ", purpose=" + purpose + "]";
    }
}
