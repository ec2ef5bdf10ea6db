package dev.vestibule.flow.factor;

/**
 * A way to prove one's presence that belongs to an account of the directory and needs no identity
 * provider. Each kind has a record of its own, whose components are its settings.
 */
public interface Factor {
    /** The row of the key {@code enrol}, which several kinds have. */
    String ENROL =
            """
            | enrol | `allow` | whether users set it up during a login: `allow` where the account has
              none of the step's factors yet, `require` always, `never` on the account page only.
            """;

    /** The name by which steps and {@code factors} know it. */
    String id();

    /**
     * Whether it finds the account by itself, so that a login can begin with it. Every other factor
     * needs a login that has an account already.
     */
    default boolean identifies() {
        return false;
    }

    /** Whether it sends mails, so that the configuration needs a mail server. */
    default boolean sendsMail() {
        return false;
    }

    /** Whether the directory keeps values of it that are encrypted with the gateway's key. */
    default boolean isSealed() {
        return false;
    }

    /** Whether and when users set it up during a login. */
    default Enrolment enrolment() {
        return Enrolment.NEVER;
    }

    /** When a login lets users set up a factor. */
    enum Enrolment {
        /** Where the account has none of the step's factors yet. */
        ALLOW,
        /** Always: the step is complete only when the account has the factor. */
        REQUIRE,
        /** On the account page or by other means only. */
        NEVER
    }
}
