package dev.vestibule.gateway.login;

/** What the gateway knows about a login's key when a browser shows it. */
sealed interface LoginLookup {

    /** The login is in progress and was started by this browser. */
    record Open(PendingLogin login) implements LoginLookup {}

    /** This browser's login has moved on, ended or expired. */
    record Past(LoginDestination destination) implements LoginLookup {}

    /** Another browser began the login. */
    record Foreign() implements LoginLookup {}

    /** No such login, or one from before the gateway was started. */
    record Unknown() implements LoginLookup {}
}
