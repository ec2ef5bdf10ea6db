package dev.vestibule.gateway.login;

import dev.vestibule.gateway.store.HeapSize;

/** A login as it is stored: small until the browser is back with a proof, whole afterwards. */
sealed interface StoredLogin permits BegunLogin, StoredLogin.Proved {

    /** The login itself. */
    PendingLogin pending();

    /** Hash of the cookie of the browser that began it. */
    String browser();

    /** Where it leads. */
    LoginDestination destination();

    /** Bytes of the heap that it takes. */
    long bytes();

    static StoredLogin of(PendingLogin login) {
        return BegunLogin.fits(login) ? BegunLogin.of(login) : new Proved(login);
    }

    /** A login with what it has proved so far. */
    record Proved(PendingLogin pending) implements StoredLogin {
        @Override
        public String browser() {
            return pending.transaction().browser();
        }

        @Override
        public LoginDestination destination() {
            return pending.transaction().destination();
        }

        @Override
        public long bytes() {
            return HeapSize.OBJECT + LoginSize.of(pending);
        }
    }
}
