package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.evaluate.AccountMapping.Skipped;
import dev.vestibule.flow.evaluate.AccountMapping.Unmappable;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.flow.username.Username;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a connection's mapping makes of the claims. An expression that fails writes nothing. */
public final class AccountMapper {
    private static final int LONGEST_GROUP = 256;

    private final MatchMapper matching = new MatchMapper();

    /** Maps one verified identity; {@code facts} hold its claims. */
    public AccountMapping map(Provisioning provisioning, Facts facts) {
        if (!Conditions.hold(provisioning.when(), facts)) {
            return new Skipped();
        }
        Optional<MappedName> username =
                MappedName.of(
                        provisioning.content().username(),
                        provisioning.newAccounts().names(),
                        facts);
        if (username.isEmpty()) {
            return new Unmappable(
                    "`provisioning.username` gives no usable name: it has to be text of 1 to "
                            + Username.LONGEST
                            + " characters, without control and invisible characters");
        }
        return matching.map(provisioning, facts)
                .map(existing -> mapped(provisioning, facts, username.get(), existing))
                .orElseGet(AccountMapper::noMatch);
    }

    private static AccountMapping mapped(
            Provisioning provisioning, Facts facts, MappedName username, AccountMatching existing) {
        AttributeValues attributes = AttributeValues.of(provisioning, facts);
        GroupMapping mapping = provisioning.content().groups();
        if (mapping == null) {
            return attributes.mapped(username, null, Set.of(), existing);
        }
        return groups(new GroupNames(mapping), facts)
                .<AccountMapping>map(groups ->
                        attributes.mapped(username, groups.names(), groups.named(), existing))
                .orElseGet(AccountMapper::noGroups);
    }

    private static AccountMapping noMatch() {
        return new Unmappable(
                "`provisioning.existing-account.match` gives no text for one of its rules");
    }

    private static AccountMapping noGroups() {
        return new Unmappable(
                "`provisioning.groups` gives no list of names: each has to be text of at most "
                        + LONGEST_GROUP
                        + " characters, without control characters");
    }

    /**
     * The groups of a user without an account.
     *
     * @param foreign what becomes of a name that the provider chooses, and not the configuration
     * @return empty when the value cannot be read
     */
    public Optional<List<String>> groups(
            GroupMapping mapping, Facts facts, UnaryOperator<String> foreign) {
        return groups(new GroupNames(mapping, foreign), facts).map(Granted::names);
    }

    /** Empty when the value cannot be read: a group left out would also pass a rule that denies. */
    private static Optional<Granted> groups(GroupNames ours, Facts facts) {
        try {
            Expression expression = ours.mapping().value();
            Optional<Object> result =
                    expression == null ? Optional.empty() : expression.value(facts);
            return names(result.orElse(List.of()))
                    .map(names -> Granted.of(ours, names))
                    .filter(granted -> granted.names().stream().allMatch(AccountMapper::isName));
        } catch (ExpressionException stricter) {
            return Optional.empty();
        }
    }

    private record Granted(List<String> names, Set<String> named) {
        static Granted of(GroupNames mapping, List<String> names) {
            return new Granted(mapping.granted(names), mapping.named(names));
        }
    }

    private static Optional<List<String>> names(Object result) {
        List<?> items = result instanceof List<?> list ? list : List.of(result);
        boolean usable = items.stream().allMatch(AccountMapper::isName);
        return usable ? MappedValues.of(items) : Optional.empty();
    }

    private static boolean isName(Object item) {
        return item instanceof String text
                && text.length() <= LONGEST_GROUP
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
