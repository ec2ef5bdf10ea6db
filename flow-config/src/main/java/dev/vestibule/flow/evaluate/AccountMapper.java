package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.evaluate.AccountMapping.Skipped;
import dev.vestibule.flow.evaluate.AccountMapping.UnknownGroups;
import dev.vestibule.flow.evaluate.AccountMapping.Unmappable;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.provisioning.ExistingAccountSettings.MatchRule;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.GroupMapping.Unknown;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.username.Username;
import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a connection's mapping makes of the claims. An expression that fails writes nothing. */
public final class AccountMapper {
    private final MatchMapper matching = new MatchMapper();

    /** Maps one verified identity; {@code facts} hold its claims. */
    public AccountMapping map(Provisioning provisioning, EvaluationContext facts) {
        if (!Expression.holds(provisioning.when(), facts, false)) {
            return new Skipped();
        }
        Optional<MappedName> username =
                MappedName.of(
                        provisioning.content().username(),
                        provisioning.newAccounts().names(),
                        facts);
        if (username.isEmpty()) {
            return new Unmappable(
                    "`provisioning.username` gives no usable name: it must be text of 1 to "
                            + Username.LONGEST
                            + " characters, without control and invisible characters");
        }
        return matching.map(provisioning, facts)
                .map(existing -> mapped(provisioning, facts, username.get(), existing))
                .orElseGet(AccountMapper::noMatch);
    }

    private static AccountMapping mapped(
            Provisioning provisioning,
            EvaluationContext facts,
            MappedName username,
            ExistingAccounts existing) {
        AttributeValues attributes = AttributeValues.of(provisioning, facts);
        GroupMapping mapping = provisioning.content().groups();
        GroupsRead groups =
                mapping == null
                        ? GroupsRead.NOT_MANAGED
                        : GroupsRead.of(new GroupNames(mapping), facts);
        UnknownGroups unknown = groups.unknown();
        return unknown != null && mapping != null && mapping.unknown() == Unknown.REFUSE
                ? unknown
                : attributes.mapped(username, groups, existing);
    }

    private static AccountMapping noMatch() {
        return new Unmappable(
                "`provisioning.existing-account.match` gives no text for one of its rules");
    }

    /**
     * The groups of a user without an account.
     *
     * @param foreign what becomes of a name that the provider chooses, and not the configuration
     * @return empty when they are not known, and the connection does not continue with what is
     */
    public Optional<List<String>> groups(
            GroupMapping mapping, EvaluationContext facts, UnaryOperator<String> foreign) {
        GroupsRead groups = GroupsRead.of(new GroupNames(mapping, foreign), facts);
        return groups.unknown() != null && mapping.unknown() == Unknown.REFUSE
                ? Optional.empty()
                : Optional.ofNullable(groups.names());
    }

    /**
     * The username that a mapping gives.
     *
     * @param username in the form of usernames
     * @param refused why no new account gets it; null when it may
     */
    record MappedName(String username, @Nullable UsernameProblem refused) {

        /** Empty when there is none, or one that no account has. */
        static Optional<MappedName> of(
                Expression expression, UsernameRule rule, EvaluationContext facts) {
            try {
                return expression
                        .value(facts)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .flatMap(wanted ->
                                Username.of(wanted)
                                        .map(name ->
                                                new MappedName(
                                                        name, rule.problem(wanted).orElse(null))));
            } catch (ExpressionException stricter) {
                return Optional.empty();
            }
        }
    }

    /** What a connection's match rules make of the claims. */
    static final class MatchMapper {

        /**
         * The values to search for; empty if a rule's value is not text, or fails: then it is
         * unknown whether the user has an account.
         */
        Optional<ExistingAccounts> map(Provisioning provisioning, EvaluationContext facts) {
            String email = verified(provisioning, facts.claims());
            List<Match> matches = new ArrayList<>();
            for (MatchRule rule : provisioning.existing().match()) {
                Optional<String> value = value(rule, facts);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                if (!value.get().isBlank()) {
                    matches.add(new Match(rule.attribute(), value.get()));
                }
            }
            return Optional.of(new ExistingAccounts(policy(provisioning, email), matches, email));
        }

        /** An address links an account only if an authoritative provider has verified it. */
        private static Policy policy(Provisioning provisioning, @Nullable String email) {
            return switch (provisioning.existing().policy()) {
                case DENY -> Policy.DENY;
                case CONFIRM -> Policy.CONFIRM;
                case LINK_VERIFIED_EMAIL ->
                        email == null ? Policy.DENY : Policy.LINK_VERIFIED_EMAIL;
            };
        }

        private static @Nullable String verified(
                Provisioning provisioning, @Nullable Map<String, Object> claims) {
            if (claims == null
                    || !Boolean.TRUE.equals(claims.get("email_verified"))
                    || !(claims.get("email") instanceof String email)) {
                return null;
            }
            return EmailAddress.of(email)
                    .filter(address -> provisioning.trust().authority().speaksFor(address, claims))
                    .map(_ -> email)
                    .orElse(null);
        }

        /** Blank when the claim is absent; empty when it is there and no text. */
        private static Optional<String> value(MatchRule rule, EvaluationContext facts) {
            try {
                Optional<Object> value = rule.value().value(facts);
                return value.isEmpty()
                        ? Optional.of("")
                        : value.filter(String.class::isInstance).map(String.class::cast);
            } catch (ExpressionException stricter) {
                return Optional.empty();
            }
        }
    }
}
