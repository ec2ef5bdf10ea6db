package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.evaluate.AccessDecision.StepUpNeeded;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.expression.facts.ExpressionException;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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
        return decide(app, facts, signedIn, _ -> false);
    }

    /**
     * Decides one request.
     *
     * @param tried whether the user has just signed in like this; such a rule leads nowhere
     */
    public AccessDecision decide(
            App app, EvaluationContext facts, boolean signedIn, Predicate<StepUpNeeded> tried) {
        List<AccessRule> rules = app.access();
        for (int index = 0; index < rules.size(); index++) {
            AccessDecision decision =
                    signedIn
                            ? forPerson(rules, index, facts, tried)
                            : forAnybody(rules, index, facts);
            if (decision != null) {
                return decision;
            }
        }
        return new AccessDecision.Refused("no rule matches");
    }

    /** Null when the rule decides nothing. */
    private static @Nullable AccessDecision forPerson(
            List<AccessRule> rules,
            int index,
            EvaluationContext facts,
            Predicate<StepUpNeeded> tried) {
        AccessRule rule = rules.get(index);
        try {
            return rule.condition().test(facts)
                    ? matched(rule.effect(), index)
                    : otherwise(rule, facts, tried);
        } catch (ExpressionException stricter) {
            AccessDecision stepUp = otherwise(rule, facts, tried);
            return stepUp == null ? failed(rule.effect(), index) : stepUp;
        }
    }

    /** Another sign-in, if it may help; null otherwise. */
    private static @Nullable AccessDecision otherwise(
            AccessRule rule, EvaluationContext facts, Predicate<StepUpNeeded> tried) {
        AccessRule.StepUp stepUp = rule.otherwise();
        if (stepUp == null || !rule.condition().mayHoldAfterSignIn(facts)) {
            return null;
        }
        Set<String> again = again(rule.condition(), facts);
        boolean asks =
                !again.isEmpty()
                        || stepUp.acr() != null && !facts.acr().reached().contains(stepUp.acr());
        StepUpNeeded needed = new StepUpNeeded(stepUp, again, oldest(rule.condition(), again));
        // A login that asks for nothing, or has just changed nothing, would lead back here for
        // ever.
        return asks && !tried.test(needed) ? needed : null;
    }

    /** How old these steps may be; null when the condition does not say. */
    private static @Nullable Duration oldest(Expression condition, Set<String> steps) {
        return condition.ages().entrySet().stream()
                .filter(each -> steps.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * One step, if the rule needs no more than that to be completed now; else all it reads. A step
     * that proves nothing would be completed as before.
     */
    private static Set<String> again(Expression condition, EvaluationContext facts) {
        Set<String> proofs = new TreeSet<>(condition.steps());
        proofs.removeIf(step -> {
            StepFacts done = facts.steps().get(step);
            return done != null && !done.authenticated();
        });
        for (String step : proofs) {
            Map<String, StepFacts> steps = new HashMap<>(facts.steps());
            steps.computeIfPresent(
                    step,
                    (_, done) ->
                            new StepFacts(
                                    done.option(), true, done.amr(), facts.now(), done.values()));
            if (steps.containsKey(step) && Expression.holds(condition, facts.with(steps), false)) {
                return Set.of(step);
            }
        }
        return proofs;
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
