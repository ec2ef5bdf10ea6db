package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.evaluate.AccountMapping.UnknownGroups;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.ExpressionException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The groups of one identity, as far as its claims tell them. A claim that is absent says that
 * there are none; one that cannot be read, or is said to lie elsewhere, says nothing.
 *
 * @param names ours, null when the connection manages no groups
 * @param named those of the names that the configuration says; the provider alone says the others
 * @param unknown why the names are not all; null when they are
 */
record GroupsRead(
        @Nullable List<String> names, Set<String> named, @Nullable UnknownGroups unknown) {
    private static final int LONGEST = 256;

    /** Of a connection that manages no groups. */
    static final GroupsRead NOT_MANAGED = new GroupsRead(null, Set.of(), null);

    static GroupsRead of(GroupNames ours, EvaluationContext facts) {
        Expression expression = ours.mapping().value();
        try {
            List<String> names = expression == null ? List.of() : names(expression, facts);
            return new GroupsRead(all(ours, names), ours.named(names), null);
        } catch (ExpressionException unread) {
            String claim = expression == null ? "" : expression.source();
            String detail = String.valueOf(unread.getMessage());
            List<String> known = known(expression, facts);
            return new GroupsRead(
                    granted(ours, known).stream().filter(GroupsRead::isName).toList(),
                    ours.named(known),
                    new UnknownGroups(claim, detail));
        }
    }

    /** What can be read of a sum of lists, and of a list with other values in it. */
    private static List<String> known(@Nullable Expression expression, EvaluationContext facts) {
        List<String> known = new ArrayList<>();
        for (Expression addend :
                expression == null ? List.<Expression>of() : expression.addends()) {
            try {
                if (addend.value(facts).orElse(List.of()) instanceof List<?> list) {
                    list.stream()
                            .filter(GroupsRead::isName)
                            .map(String.class::cast)
                            .forEach(known::add);
                }
            } catch (ExpressionException unread) {
                continue;
            }
        }
        return known;
    }

    private static List<String> names(Expression expression, EvaluationContext facts) {
        Object result = expression.value(facts).orElse(List.of());
        List<?> items = result instanceof List<?> list ? list : List.of(result);
        if (expression.readsGap(facts) || !items.stream().allMatch(GroupsRead::isName)) {
            throw new ExpressionException(
                    "it gives no list of names: each must be text of at most "
                            + LONGEST
                            + " characters, without control characters");
        }
        return items.stream().map(String.class::cast).filter(name -> !name.isBlank()).toList();
    }

    private static List<String> all(GroupNames ours, List<String> names) {
        List<String> granted = granted(ours, names);
        if (!granted.stream().allMatch(GroupsRead::isName)) {
            throw new ExpressionException("a name becomes one that no group can have");
        }
        return granted;
    }

    private static List<String> granted(GroupNames ours, List<String> names) {
        return ours.granted(names.stream().distinct().toList());
    }

    private static boolean isName(Object item) {
        return item instanceof String text
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(Character::isISOControl);
    }
}
