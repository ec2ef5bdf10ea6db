package dev.vestibule.provisioning.vocabulary;

import java.time.Duration;

/** What the directory's password policy says of a password that is right. */
public sealed interface PasswordStanding {

    /** Nothing. */
    record Fine() implements PasswordStanding {}

    /** It can be used for this long, and the policy asks for a warning. */
    record ExpiresIn(Duration left) implements PasswordStanding {}

    /**
     * It has expired, and the directory still accepts it.
     *
     * @param left for how many more sign-ins
     */
    record GraceLogins(int left) implements PasswordStanding {}

    /** An administrator has set it: the user must choose another one first. */
    record MustChange() implements PasswordStanding {}

    /** It has expired: the user must choose another one first. */
    record Expired() implements PasswordStanding {}

    /** Whether the user must choose another password before the sign-in can continue. */
    default boolean mustChange() {
        return this instanceof MustChange || this instanceof Expired;
    }
}
