package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.model.ExistingAccounts.Policy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How an account is looked for that is a person's and not linked to them.
 *
 * @param policy what a match leads to for this person
 * @param matches where to look, in order
 * @param verifiedEmail the address, when the connection is authoritative for it and says that it is
 *     verified; else null
 */
public record AccountMatching(Policy policy, List<Match> matches, @Nullable String verifiedEmail) {

    /** Looks for no account. */
    public static final AccountMatching NONE = new AccountMatching(Policy.DENY, List.of(), null);

    public AccountMatching {
        matches = List.copyOf(matches);
    }

    /** One place to look. */
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
