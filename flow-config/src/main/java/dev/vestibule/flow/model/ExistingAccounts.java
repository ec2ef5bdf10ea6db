package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import java.util.List;

/**
 * What becomes of an account that is a person's as it seems, and that no link ties to them.
 *
 * @param match where such an account is looked for, in order
 * @param noMatch what becomes of a person whom no rule finds
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
        /** The person proves with the account's own password that it is theirs. */
        CONFIRM
    }

    /** What becomes of a person who has no account, as it seems. */
    public enum NoMatch {
        /** They get one. */
        CREATE,
        /** They go on without one. */
        SKIP
    }

    /**
     * One place to look.
     *
     * @param attribute LDAP attribute that identifies a person uniquely
     * @param value what it has to hold
     */
    public record MatchRule(String attribute, Expression value) {}
}
