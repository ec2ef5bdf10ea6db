package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.model.ExistingAccounts.Policy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How to search for an account that belongs to a user and is not linked to the identity.
 *
 * @param policy what happens with a match
 * @param matches the rules, in order
 * @param verifiedEmail the address, when the connection is authoritative for it and says that it is
 *     verified; else null
 */
public record AccountMatching(Policy policy, List<Match> matches, @Nullable String verifiedEmail) {

    /** Looks for no account. */
    public static final AccountMatching NONE = new AccountMatching(Policy.DENY, List.of(), null);

    public AccountMatching {
        matches = List.copyOf(matches);
    }

    /** One rule that searches for an account. */
    public record Match(String attribute, String value) {

        /** Names the attribute only: values are personal. */
        @Override
        public String toString() {
            return "Match[attribute=" + attribute + "]";
        }
    }

    /** Names no address. */
    @Override
    public String toString() {
        return "AccountMatching[policy=" + policy + ", matches=" + matches + "]";
    }
}
