package dev.vestibule.gateway.http;

/**
 * Every way in which a request can fail. The name is the log's and the metric's; the texts of the
 * page are {@code failure.<name>.title}, {@code .text} and {@code .next} of the resource bundle.
 */
public enum FailureKind {
    /** The request is malformed or ambiguous. */
    BAD_REQUEST(400),
    /** Servers read a part of the path in different ways, and the app does not take such paths. */
    PATH_REFUSED(400),
    /** The body is longer than the app allows. */
    BODY_TOO_LARGE(413),
    /** No app answers for this host and path. */
    NOT_FOUND(404),
    /** A form came without its CSRF token, or with another browser's. */
    FORM_REJECTED(403),
    /** No session, and the request cannot be replayed after a login. */
    LOGIN_REQUIRED(401),
    /** A sign-in is needed, and the form that was sent is too large to be kept until then. */
    FORM_TOO_LARGE(401),
    /** The form that was kept during a login was shown already, is too old, or is unknown. */
    FORM_GONE(404),
    /** The form that was kept during a login is another user's. */
    FORM_OF_ANOTHER(403),
    /** The access token that a program sends is none, has ended, or is for another app. */
    TOKEN_REFUSED(401),
    /** The access token that a program sends lacks a scope that the app asks for. */
    SCOPE_MISSING(403),
    /** A fresh or stronger sign-in is needed, and the request cannot be replayed after it. */
    STEP_UP_NEEDED(401),
    /** The app's access rules refuse this user. */
    ACCESS_REFUSED(403),
    /** The browser did not send our cookie back. */
    COOKIES_MISSING(400),
    /** The login is too old, was used already or is unknown. */
    LOGIN_EXPIRED(400),
    /** The address asks for a connection that the flow does not offer. */
    CONNECTION_NOT_OFFERED(400),
    /** The flow refuses this login. */
    LOGIN_DENIED(403),
    /** The user has more sessions than the flow allows, and ends none of them. */
    TOO_MANY_SESSIONS(403),
    /** A server that the flow asks does not answer as the flow declares, which then refuses. */
    CALL_FAILED(503),
    /** A later sign-in of a login belongs to another user. */
    ANOTHER_PERSON(403),
    /** The user cancelled at the identity provider, or it refused. */
    PROVIDER_DENIED(403),
    /** The identity provider reported an error. */
    PROVIDER_ERROR(502),
    /** The identity provider does not answer in time. */
    PROVIDER_UNAVAILABLE(503),
    /** The identity provider's answer cannot be understood. */
    INVALID_PROVIDER_RESPONSE(502),
    /** The identity provider's answer fails a security check. */
    PROVIDER_REJECTED(403),
    /** The identity provider does not confirm that the user has just signed in there. */
    REAUTHENTICATION_FAILED(403),
    /** The identity provider does not confirm the level of authentication that was asked for. */
    SIGN_IN_TOO_WEAK(403),
    /** No option of a step is offered for this login. */
    NO_OPTION_OFFERED(403),
    /** The account was disabled or has expired. */
    ACCOUNT_DISABLED(403),
    /** The directory has locked the account after too many wrong passwords. */
    ACCOUNT_LOCKED(403),
    /** The account was removed while its user was signing in. */
    ACCOUNT_REMOVED(403),
    /** The identity cannot be linked to exactly one account. */
    ACCOUNT_CONFLICT(409),
    /** The user declined the account at the first login. */
    ACCOUNT_DECLINED(403),
    /** The user declined a text that the flow asks consent to. */
    CONSENT_DECLINED(403),
    /** A step needs an account, and the user of the login has none. */
    ACCOUNT_REQUIRED(403),
    /** A step needs a factor that the account does not have and this login cannot set up. */
    FACTOR_MISSING(403),
    /** The factor that a login asks for was removed in the meantime. */
    FACTOR_REMOVED(403),
    /** The account has a factor that the directory does not show. */
    FACTOR_UNREADABLE(502),
    /** The mail server does not take the mail that a sign-in needs. */
    MAIL_UNAVAILABLE(503),
    /** A link from a mail was opened in another browser than the one that began the login. */
    LINK_ELSEWHERE(403),
    /** A link from a mail was used already, is too old, or a later mail has replaced it. */
    LINK_SPENT(400),
    /** The page is about an account, and the session has none. */
    ACCOUNT_MISSING(403),
    /** The sign-in to be linked belongs to another account, or is not admitted. */
    LINK_REFUSED(409),
    /** The user must sign in again before changing the account. */
    CONFIRMATION_NEEDED(403),
    /** More logins are started from one address than the configuration allows. */
    TOO_MANY_LOGINS(429),
    /** Too many answers to one page. */
    TOO_MANY_TRIES(429),
    /** An account matches, but must not be linked to the identity. */
    ACCOUNT_EXISTS(409),
    /** The user has not proved that an account belongs to them, or says that it does not. */
    OWNERSHIP_NOT_PROVED(403),
    /** A claim cannot be written to its attribute. */
    ATTRIBUTE_REJECTED(502),
    /** The directory does not answer; the login waits for a new attempt. */
    DIRECTORY_UNAVAILABLE(503),
    /** The directory or a mapping refuses the account. */
    PROVISIONING_REFUSED(502),
    /** The username from the connection is refused. */
    USERNAME_REFUSED(403),
    /** The identity is too large for the headers to an app. */
    IDENTITY_TOO_LARGE(403),
    /** The app's server cannot be reached. */
    UPSTREAM_UNAVAILABLE(502),
    /** The app's server does not answer in time. */
    UPSTREAM_TIMEOUT(504),
    /** More requests than the gateway accepts. */
    OVERLOADED(503),
    /** A fault of the gateway itself. */
    INTERNAL(500);

    private final int status;

    FailureKind(int status) {
        this.status = status;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }
}
