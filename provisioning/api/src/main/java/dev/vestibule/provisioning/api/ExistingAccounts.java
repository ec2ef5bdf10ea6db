package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What happens with an account that has no link to the identity but appears to belong to the same
 * user.
 *
 * @param matches the rules that search for such an account, in order; the first that finds one
 *     decides
 * @param verifiedEmail the user's address, if the connection is authoritative for its domain and
 *     says that it is verified; else null
 */
public record ExistingAccounts(Policy policy, List<Match> matches, @Nullable String verifiedEmail) {

    /** Looks for nothing: the link alone decides. */
    public static final ExistingAccounts IGNORED =
            new ExistingAccounts(Policy.DENY, List.of(), null);

    public ExistingAccounts {
        matches = List.copyOf(matches);
    }

    /** What a match leads to. */
    public enum Policy {
        /** The login ends: another account beside the one that is there would be a double. */
        DENY,
        /** The account is linked when its address is the verified one. */
        LINK_VERIFIED_EMAIL,
        /** The user must enter the account's own password. */
        CONFIRM
    }

    /**
     * One rule that searches for an account.
     *
     * @param attribute LDAP attribute that identifies a user uniquely
     * @param value the value that it must have
     */
    public record Match(String attribute, String value) {

        /** Without the value, so that no log can carry it. */
        @Override
        public String toString() {
            return "Match[attribute=%s]".formatted(attribute);
        }
    }

    /** Without values, so that no log can carry them. */
    @Override
    public String toString() {
        return "ExistingAccounts[policy=%s, matches=%s]".formatted(policy, matches);
    }
}
