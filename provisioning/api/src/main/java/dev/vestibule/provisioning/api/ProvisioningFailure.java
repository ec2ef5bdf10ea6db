package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

/**
 * Why a command was not carried out. {@code detail} is for the log: it names entries and
 * attributes, never their values.
 */
public sealed interface ProvisioningFailure
        extends ProvisioningReply,
                AccountReply,
                DirectoryReply,
                LinksReply,
                UnlinkReply,
                InspectionReply,
                PreparationReply,
                CheckReply,
                ShowReply,
                ChangeReply,
                ListReply {
    String detail();

    /**
     * DN of the one account that it is about; null where there is none, or where it is not told.
     */
    default @Nullable String account() {
        return null;
    }

    /** More than one account claims the identity, or no username of the sequence is free. */
    record AccountConflict(String detail) implements ProvisioningFailure {}

    /** An account matches the identity, and may not or cannot be linked to it. */
    record AccountExists(String detail) implements ProvisioningFailure {}

    /**
     * The proof that an account belongs to the user has failed; the reply does not say which part.
     */
    record PasswordRejected(String detail) implements ProvisioningFailure {}

    /** The account was disabled or has expired. */
    record AccountDisabled(@Nullable String account, String detail)
            implements ProvisioningFailure {}

    /** The directory has locked the account after too many wrong passwords. */
    record AccountLocked(@Nullable String account, String detail) implements ProvisioningFailure {}

    /**
     * The directory or our own rules refuse one attribute.
     *
     * @param attribute its name
     */
    record AttributeRejected(String attribute, String detail) implements ProvisioningFailure {}

    /** The directory does not answer, answers too slowly, is read-only or has no capacity left. */
    record DirectoryUnavailable(String detail) implements ProvisioningFailure {}

    /**
     * The account exists, and the directory refuses the password that the user chose for it.
     *
     * @param reason which rule it breaks, as far as the directory says
     */
    record PasswordRefused(Reason reason, String detail) implements ProvisioningFailure {

        /** Rules of password policies (draft-behera-ldap-password-policy, section 6.2). */
        public enum Reason {
            TOO_SHORT,
            TOO_WEAK,
            USED_BEFORE,
            /** The directory does not say. */
            OTHER
        }
    }

    /** The directory refuses the change for another reason: rights, schema, size. */
    record PolicyRefused(String detail) implements ProvisioningFailure {}
}
