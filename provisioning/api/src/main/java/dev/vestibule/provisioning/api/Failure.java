package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * Why a command was not carried out. {@code detail} is for the log: it names entries and
 * attributes, never their values.
 */
public sealed interface Failure {
    String detail();

    /**
     * DN of the one account that the failure is about; null when there is none, or it is secret.
     */
    default @Nullable String account() {
        return null;
    }

    /** More than one account claims the identity, or no username of the sequence is free. */
    record AccountConflict(String detail) implements Failure {}

    /** An account matches the identity, and may not or cannot be linked to it. */
    record AccountExists(String detail) implements Failure {}

    /**
     * The proof with a password has failed; the reply does not say which part of it.
     *
     * @param account for the audit log only; null where no account was found
     */
    record PasswordRejected(@Nullable String account, String detail) implements Failure {
        /** Of an account that the command names itself, or of none. */
        public PasswordRejected(String detail) {
            this(null, detail);
        }
    }

    /** An administrator has disabled the account, or it has expired. */
    record AccountDisabled(@Nullable String account, String detail) implements Failure {}

    /** The directory has locked the account after too many wrong passwords. */
    record AccountLocked(@Nullable String account, String detail) implements Failure {}

    /**
     * The directory or our own rules refuse one attribute.
     *
     * @param attribute its name
     */
    record AttributeRejected(String attribute, String detail) implements Failure {}

    /**
     * The directory or the provisioning service does not answer, answers too slowly, is read-only
     * or has no capacity left. The command may be sent again.
     */
    record DirectoryUnavailable(String detail) implements Failure {}

    /**
     * The account exists, and the directory refuses the password that its user chose.
     *
     * @param reason which rule it breaks, as far as the directory says
     */
    record PasswordRefused(Reason reason, String detail) implements Failure {

        /** Rules of password policies (draft-behera-ldap-password-policy, section 6.2). */
        public enum Reason {
            TOO_SHORT,
            TOO_WEAK,
            USED_BEFORE,
            /** The directory does not say. */
            OTHER
        }
    }

    /** No account has this name, or no account is linked to the identity. */
    record NoSuchAccount(String detail) implements Failure {}

    /**
     * The account has a factor whose values the directory does not show: it is not taken for an
     * account without.
     */
    record FactorsHidden(String detail) implements Failure {}

    /** It is the account's only link, and one must stay. */
    record LastLinkKept(String detail) implements Failure {}

    /** The directory refuses the change for another reason: rights, schema, size. */
    record PolicyRefused(String detail) implements Failure {}
}
