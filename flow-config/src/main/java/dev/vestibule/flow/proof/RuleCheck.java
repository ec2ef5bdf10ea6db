package dev.vestibule.flow.proof;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.step.Flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds access rules that never match, and those that no request reaches. */
record RuleCheck(Ways ways, Findings findings) {
    void check(App app, Flow flow) {
        List<AccessRule> rules = app.access();
        for (int index = 0; index < rules.size(); index++) {
            AccessRule rule = rules.get(index);
            String path = "apps.%s.access[%d]".formatted(app.id(), index);
            Optional<Boolean> always = value(rule, app, flow);
            if (always.isPresent() && !always.get()) {
                never(path + "." + Types.word(rule.effect()));
            }
            if (always.orElse(false) && index + 1 < rules.size()) {
                unreached(app, index);
                return;
            }
        }
    }

    /** The value that the condition has for every user and every request; empty if it has none. */
    private Optional<Boolean> value(AccessRule rule, App app, Flow flow) {
        Expression condition = rule.condition();
        Optional<Boolean> constant = condition.testAfter(null, null);
        if (constant.isPresent()
                || rule.effect() == AccessRule.Effect.PUBLIC
                || !app.stepUps().isEmpty()
                || !ConditionCheck.signsInOnce(flow)
                        && condition.variables().contains("connection")) {
            return constant;
        }
        Set<Optional<Boolean>> values =
                ways.completed().stream()
                        .map(way -> Ways.applies(condition, way.afterLogin()))
                        .collect(Collectors.toSet());
        return values.size() == 1 ? values.iterator().next() : Optional.empty();
    }

    private void never(String path) {
        findings.warning(
                path,
                "a rule that never matches: its condition is false for every user",
                "a condition that is true for some requests",
                "Change it, or remove the rule.");
    }

    private void unreached(App app, int index) {
        findings.warning(
                "apps.%s.access[%d]".formatted(app.id(), index + 1),
                "a rule that no request reaches: rule %d matches all of them".formatted(index + 1),
                "rules that decide about some requests",
                "Move it before that rule, or remove it.");
    }
}
