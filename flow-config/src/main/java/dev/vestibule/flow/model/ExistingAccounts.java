package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import java.util.List;

/**
 * What happens with an account that appears to belong to the user and has no link to the identity.
 *
 * @param match the rules that search for such an account, in order
 * @param noMatch what happens if no rule finds an account
 */
public record ExistingAccounts(Policy policy, List<MatchRule> match, NoMatch noMatch) {

    /** Looks for no account: the link alone decides. */
    public static final ExistingAccounts IGNORED =
            new ExistingAccounts(Policy.DENY, List.of(), NoMatch.CREATE);

    public ExistingAccounts {
        match = List.copyOf(match);
    }

    /** What a match leads to. */
    public enum Policy {
        /** The login is refused. */
        DENY,
        /** The account is linked, if the provider is authoritative for the verified address. */
        LINK_VERIFIED_EMAIL,
        /** The user must enter the account's own password. */
        CONFIRM
    }

    /** What happens with a user who appears to have no account. */
    public enum NoMatch {
        /** They get one. */
        CREATE,
        /** They go on without one. */
        SKIP
    }

    /**
     * One rule that searches for an account.
     *
     * @param attribute LDAP attribute that identifies a user uniquely
     * @param value the value that it must have
     */
    public record MatchRule(String attribute, Expression value) {}
}
