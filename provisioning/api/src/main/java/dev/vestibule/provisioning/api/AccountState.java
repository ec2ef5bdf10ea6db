package dev.vestibule.provisioning.api;

/**
 * Whether an account may be used.
 *
 * @param reason name of the directory attribute that says so, for logs and administrators; empty
 *     when the account is active
 */
public record AccountState(Kind kind, String reason) {

    /** Disabled is a decision or an expiry date; locked is the result of wrong passwords. */
    public enum Kind {
        ACTIVE,
        DISABLED,
        LOCKED
    }

    /** The account may be used. */
    public static AccountState active() {
        return new AccountState(Kind.ACTIVE, "");
    }

    /** It was disabled or has expired. */
    public static AccountState disabled(String reason) {
        return new AccountState(Kind.DISABLED, reason);
    }

    /** The directory has locked it after too many wrong passwords. */
    public static AccountState locked(String reason) {
        return new AccountState(Kind.LOCKED, reason);
    }

    /** Whether a login may continue. */
    public boolean usable() {
        return kind == Kind.ACTIVE;
    }
}
