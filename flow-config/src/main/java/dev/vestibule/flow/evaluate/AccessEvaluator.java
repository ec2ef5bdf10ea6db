package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.expression.EvaluationContext;
import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * Evaluates the access rules of an app: the first rule that matches decides, and if none does, the
 * request is refused.
 */
public final class AccessEvaluator {
    private static final AccessDecision PUBLIC = new AccessDecision.Public();
    private static final AccessDecision ALLOWED = new AccessDecision.Allowed();
    private static final AccessDecision LOGIN_NEEDED = new AccessDecision.LoginNeeded();

    /**
     * Decides one request.
     *
     * @param signedIn whether the request carries a session of the app's flow; without one, a rule
     *     that depends on the user needs a login
     */
    public AccessDecision decide(App app, EvaluationContext facts, boolean signedIn) {
        List<AccessRule> rules = app.access();
        for (int index = 0; index < rules.size(); index++) {
            AccessDecision decision =
                    signedIn ? forPerson(rules, index, facts) : forAnybody(rules, index, facts);
            if (decision != null) {
                return decision;
            }
        }
        return new AccessDecision.Refused("no rule matches");
    }

    /** Null when the rule decides nothing. */
    private static @Nullable AccessDecision forPerson(
            List<AccessRule> rules, int index, EvaluationContext facts) {
        AccessRule rule = rules.get(index);
        try {
            return rule.condition().test(facts) ? matched(rule.effect(), index) : null;
        } catch (ExpressionException stricter) {
            return failed(rule.effect(), index);
        }
    }

    private static AccessDecision matched(AccessRule.Effect effect, int index) {
        return switch (effect) {
            case PUBLIC -> PUBLIC;
            case ALLOW -> ALLOWED;
            case DENY -> new AccessDecision.Refused(name(effect, index) + " matches");
        };
    }

    private static @Nullable AccessDecision forAnybody(
            List<AccessRule> rules, int index, EvaluationContext facts) {
        AccessRule rule = rules.get(index);
        try {
            Optional<Boolean> matches = rule.condition().testAnonymously(facts);
            return switch (rule.effect()) {
                // What is public cannot depend on who asks.
                case PUBLIC -> matches.orElse(false) ? PUBLIC : null;
                case ALLOW -> matches.orElse(true) ? LOGIN_NEEDED : null;
                // A later public rule must not pass a request that this rule may refuse.
                case DENY ->
                        matches.isEmpty()
                                ? LOGIN_NEEDED
                                : matches.get() ? matched(rule.effect(), index) : null;
            };
        } catch (ExpressionException stricter) {
            return failed(rule.effect(), index);
        }
    }

    private static @Nullable AccessDecision failed(AccessRule.Effect effect, int index) {
        return switch (effect) {
            case PUBLIC -> null;
            case ALLOW, DENY ->
                    new AccessDecision.Refused(name(effect, index) + AccessDecision.UNDECIDED);
        };
    }

    private static String name(AccessRule.Effect effect, int index) {
        return "rule " + (index + 1) + " (" + Types.word(effect) + ")";
    }
}
