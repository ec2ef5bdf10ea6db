package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.expression.ExpressionException;
import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.model.AccessRule;
import dev.vestibule.flow.model.App;

import java.util.List;
import java.util.Optional;

/**
 * Evaluates the access rules of an app: the first rule that matches decides, and if none does, the
 * request is refused.
 */
public final class AccessEvaluator {

    /**
     * Decides one request.
     *
     * @param signedIn whether the request carries a session of the app's flow; without one, a rule
     *     that depends on the user needs a login
     */
    public AccessDecision decide(App app, Facts facts, boolean signedIn) {
        List<AccessRule> rules = app.access();
        for (int index = 0; index < rules.size(); index++) {
            AccessRule rule = rules.get(index);
            String name = "rule " + (index + 1) + " (" + word(rule.effect()) + ")";
            Optional<AccessDecision> decision =
                    signedIn ? forPerson(rule, facts, name) : forAnybody(rule, facts, name);
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        return new AccessDecision.Refused("no rule matches");
    }

    private static Optional<AccessDecision> forPerson(AccessRule rule, Facts facts, String name) {
        try {
            return rule.condition().test(facts)
                    ? Optional.of(matched(rule.effect(), name))
                    : Optional.empty();
        } catch (ExpressionException stricter) {
            return failed(rule.effect(), name);
        }
    }

    private static AccessDecision matched(AccessRule.Effect effect, String name) {
        return switch (effect) {
            case PUBLIC -> new AccessDecision.Public();
            case ALLOW -> new AccessDecision.Allowed();
            case DENY -> new AccessDecision.Refused(name + " matches");
        };
    }

    private static Optional<AccessDecision> forAnybody(AccessRule rule, Facts facts, String name) {
        try {
            Optional<Boolean> matches = rule.condition().testAnonymously(facts);
            return switch (rule.effect()) {
                // What is public cannot depend on who asks.
                case PUBLIC ->
                        matches.orElse(false)
                                ? Optional.of(new AccessDecision.Public())
                                : Optional.empty();
                case ALLOW ->
                        matches.orElse(true)
                                ? Optional.of(new AccessDecision.LoginNeeded())
                                : Optional.empty();
                case DENY ->
                        matches.map(known -> denied(known, name))
                                .orElseGet(AccessEvaluator::askFirst);
            };
        } catch (ExpressionException stricter) {
            return failed(rule.effect(), name);
        }
    }

    private static Optional<AccessDecision> denied(boolean matches, String name) {
        return matches
                ? Optional.of(new AccessDecision.Refused(name + " matches"))
                : Optional.empty();
    }

    // A later public rule must not pass a request that this rule may refuse.
    private static Optional<AccessDecision> askFirst() {
        return Optional.of(new AccessDecision.LoginNeeded());
    }

    private static Optional<AccessDecision> failed(AccessRule.Effect effect, String name) {
        return switch (effect) {
            case PUBLIC -> Optional.empty();
            case ALLOW, DENY ->
                    Optional.of(new AccessDecision.Refused(name + " cannot be evaluated"));
        };
    }

    private static String word(AccessRule.Effect effect) {
        return switch (effect) {
            case PUBLIC -> "public";
            case ALLOW -> "allow";
            case DENY -> "deny";
        };
    }
}
