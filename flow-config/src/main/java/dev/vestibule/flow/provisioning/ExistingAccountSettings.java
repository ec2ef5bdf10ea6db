package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import java.util.List;

/**
 * What happens with an account that appears to belong to the user and has no link to the identity.
 *
 * @param match the rules that search for such an account, in order
 * @param noMatch what happens if no rule finds an account
 */
public record ExistingAccountSettings(Policy policy, List<MatchRule> match, NoMatch noMatch) {

    /** Looks for no account: the link alone decides. */
    public static final ExistingAccountSettings IGNORED =
            new ExistingAccountSettings(Policy.DENY, List.of(), NoMatch.CREATE);

    public ExistingAccountSettings {
        match = List.copyOf(match);
    }

    /** What happens with a user who appears to have no account. */
    public enum NoMatch {
        /** They get one. */
        CREATE,
        /** They continue without one. */
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
