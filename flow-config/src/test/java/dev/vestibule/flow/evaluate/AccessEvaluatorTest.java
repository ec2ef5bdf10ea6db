package dev.vestibule.flow.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.EvaluationFixture;
import dev.vestibule.flow.Expressions;
import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.AccessRule.Effect;
import dev.vestibule.flow.app.AccessRule.StepUp;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.app.App.Display;
import dev.vestibule.flow.app.App.Timeout;
import dev.vestibule.flow.app.AppIdentity;
import dev.vestibule.flow.app.Forwarding;
import dev.vestibule.flow.app.UpstreamHttp;
import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.flow.evaluate.AccessDecision.Allowed;
import dev.vestibule.flow.evaluate.AccessDecision.LoginNeeded;
import dev.vestibule.flow.evaluate.AccessDecision.Public;
import dev.vestibule.flow.evaluate.AccessDecision.Refused;
import dev.vestibule.flow.evaluate.AccessDecision.StepUpNeeded;
import dev.vestibule.flow.expression.facts.EvaluationContext;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class AccessEvaluatorTest {
    private final Expressions expressions = new Expressions();
    private final AccessEvaluator evaluator = new AccessEvaluator();

    @Test
    void withoutRulesNobodyPasses() {
        assertThat(visitor("/")).isEqualTo(new Refused("no rule matches"));
        assertThat(staff("/")).isEqualTo(new Refused("no rule matches"));
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        AccessRule deny = deny("request.path == '/x'");
        AccessRule allow = allow("true");

        assertThat(staff("/x", deny, allow)).isEqualTo(new Refused("rule 1 (deny) matches"));
        assertThat(staff("/y", deny, allow)).isEqualTo(new Allowed());
        assertThat(staff("/x", allow, deny)).isEqualTo(new Allowed());
    }

    @Test
    void whatIsPublicNeedsNoLogin() {
        AccessRule rule = publicly("request.path.startsWith('/assets/')");

        assertThat(visitor("/assets/x", rule)).isEqualTo(new Public());
        assertThat(staff("/assets/x", rule)).isEqualTo(new Public());
    }

    @Test
    void aRuleThatDependsOnThePersonAsksForALogin() {
        assertThat(visitor("/", allow("'staff' in account.groups"))).isEqualTo(new LoginNeeded());
        assertThat(visitor("/", allow("has(steps.first)"))).isEqualTo(new LoginNeeded());
        assertThat(visitor("/", allow("true"))).isEqualTo(new LoginNeeded());
    }

    @Test
    void aRuleWithElseLeadsToTheStepThatIsTooOld() {
        AccessRule recent = stepUp("now - steps.first.at < duration('30s')", null);

        assertThat(staff("/", recent))
                .isEqualTo(
                        new StepUpNeeded(
                                new StepUp("staff", null),
                                Set.of("first"),
                                Duration.ofSeconds(30)));
    }

    @Test
    void aRuleWithElseLeadsToAStepThatTheSessionLacks() {
        AccessRule second = stepUp("has(steps.second) && steps.second.authenticated", null);

        assertThat(staff("/", second))
                .isEqualTo(new StepUpNeeded(new StepUp("staff", null), Set.of("second"), null));
    }

    @Test
    void freshIsFalseForAStepThatIsMissingOrTooOldOrProvedNothing() {
        assertThat(staff("/", allow("fresh(steps.first, '2m')"))).isEqualTo(new Allowed());
        assertThat(staff("/", allow("fresh(steps.first, '30s')")))
                .isEqualTo(new Refused("no rule matches"));
        assertThat(staff("/", allow("fresh(steps.second, '9d')")))
                .isEqualTo(new Refused("no rule matches"));
        assertThat(staff("/", stepUp("fresh(steps.second, '5m')", null)))
                .isEqualTo(
                        new StepUpNeeded(
                                new StepUp("staff", null),
                                Set.of("second"),
                                Duration.ofMinutes(5)));
        assertThat(staff("/", allow("has_group('staff')"))).isEqualTo(new Allowed());
    }

    @Test
    void aRuleWithElseLeadsNowhereWhereNoProofHelps() {
        AccessRule never = stepUp("'kings' in account.groups && has(steps.second)", null);

        assertThat(staff("/", never)).isEqualTo(new Refused("no rule matches"));
        assertThat(staff("/", never, allow("true"))).isEqualTo(new Allowed());
    }

    @Test
    void aRuleWithElseAndNothingToAskForIsRefusedAndNotRepeated() {
        AccessRule level = stepUp("acr.level == 'high'", null);

        assertThat(staff("/", level)).isEqualTo(new Refused("no rule matches"));
        assertThat(staff("/", stepUp("acr.level == 'high'", "high")))
                .isEqualTo(new StepUpNeeded(new StepUp("staff", "high"), Set.of(), null));
    }

    @Test
    void aRuleWithElseDoesNotRepeatAStepThatProvesNothing() {
        EvaluationContext facts = EvaluationFixture.signedIn("/", "staff");
        Map<String, StepFacts> steps = new HashMap<>(facts.steps());
        steps.put("second", StepFacts.valued("call", facts.now(), Map.of("low", "no")));
        EvaluationContext called = facts.with(steps);

        assertThat(decided(called, stepUp("steps.second.values.low == 'yes'", null)))
                .isEqualTo(new Refused("no rule matches"));
        assertThat(
                        decided(
                                called,
                                stepUp(
                                        "fresh(steps.first, '30s') && steps.second.values.low =="
                                                + " 'yes'",
                                        null)))
                .isEqualTo(
                        new StepUpNeeded(
                                new StepUp("staff", null),
                                Set.of("first"),
                                Duration.ofSeconds(30)));
    }

    @Test
    void aRuleWhoseStepUpHasJustChangedNothingIsPassedOverAndRefusesWhereItFails() {
        AccessRule other = stepUp("steps.first.option == 'other'", null);
        AccessRule failing = stepUp("steps.first.values.none == 'yes'", null);

        assertThat(afterStepUp(other)).isEqualTo(new Refused("no rule matches"));
        assertThat(afterStepUp(other, allow("true"))).isEqualTo(new Allowed());
        assertThat(afterStepUp(failing, allow("true")))
                .isEqualTo(new Refused("rule 1 (allow)" + AccessDecision.UNDECIDED));
    }

    @Test
    void aVisitorSignsInFirstAndIsSteppedUpLater() {
        assertThat(visitor("/", stepUp("has(steps.second)", null))).isEqualTo(new LoginNeeded());
    }

    @Test
    void aLaterPublicRuleDoesNotPassWhatAnEarlierDenyMayRefuse() {
        assertThat(visitor("/", deny("'banned' in account.groups"), publicly("true")))
                .isEqualTo(new LoginNeeded());
    }

    @Test
    void aRuleThatCannotMatchWhoeverAsksIsPassedOver() {
        assertThat(
                        visitor(
                                "/assets/x",
                                allow("request.path == '/admin' && 'admin' in account.groups"),
                                deny("request.path == '/admin' && has(claims.banned)"),
                                publicly("request.path.startsWith('/assets/')")))
                .isEqualTo(new Public());
    }

    @Test
    void aDenyThatHoldsForEverybodyRefusesWithoutALogin() {
        assertThat(visitor("/x", deny("request.path == '/x'"), allow("true")))
                .isEqualTo(new Refused("rule 1 (deny) matches"));
    }

    @Test
    void aPublicRuleThatFailsDoesNotMatch() {
        AccessRule rule = publicly("request.params.nope == 'x'");

        assertThat(visitor("/", rule, allow("true"))).isEqualTo(new LoginNeeded());
        assertThat(staff("/", rule, allow("true"))).isEqualTo(new Allowed());
    }

    @Test
    void anAllowOrDenyThatFailsRefuses() {
        AccessRule allow = allow("request.params.nope == 'x'");
        AccessRule deny = deny("request.params.nope == 'x'");

        assertThat(visitor("/", allow, publicly("true")))
                .isEqualTo(new Refused("rule 1 (allow) cannot be evaluated"));
        assertThat(staff("/", allow, allow("true")))
                .isEqualTo(new Refused("rule 1 (allow) cannot be evaluated"));
        assertThat(visitor("/", deny, publicly("true")))
                .isEqualTo(new Refused("rule 1 (deny) cannot be evaluated"));
        assertThat(staff("/", deny, allow("true")))
                .isEqualTo(new Refused("rule 1 (deny) cannot be evaluated"));
    }

    @Test
    void aPublicRuleThatDependsOnThePersonIsNotPublic() {
        assertThat(visitor("/", publicly("!('banned' in account.groups)")))
                .isEqualTo(new Refused("no rule matches"));
    }

    @Test
    void somebodyWithoutAnAccountIsRefusedByARuleOnAccounts() {
        assertThat(
                        evaluator.decide(
                                app(allow("'staff' in account.groups")),
                                EvaluationFixture.identified(java.util.Map.of("sub", "1")),
                                true))
                .isEqualTo(new Refused("rule 1 (allow) cannot be evaluated"));
    }

    private AccessDecision visitor(String path, AccessRule... rules) {
        return evaluator.decide(app(rules), EvaluationFixture.visitor(path), false);
    }

    private AccessDecision staff(String path, AccessRule... rules) {
        return evaluator.decide(app(rules), EvaluationFixture.signedIn(path, "staff"), true);
    }

    private AccessDecision afterStepUp(AccessRule... rules) {
        return evaluator.decide(
                app(rules), EvaluationFixture.signedIn("/", "staff"), true, _ -> true);
    }

    private AccessDecision decided(EvaluationContext facts, AccessRule... rules) {
        return evaluator.decide(app(rules), facts, true);
    }

    private static App app(AccessRule... rules) {
        return new App(
                "wiki",
                "wiki.example.org",
                "/",
                URI.create("http://127.0.0.1:3000"),
                "staff",
                List.of(rules),
                AppIdentity.STANDARD,
                Forwarding.STANDARD,
                UpstreamTls.STANDARD,
                UpstreamHttp.STANDARD,
                Timeout.STANDARD,
                new Display("wiki", null),
                null);
    }

    private AccessRule publicly(String condition) {
        return new AccessRule(Effect.PUBLIC, expressions.condition(condition));
    }

    private AccessRule allow(String condition) {
        return new AccessRule(Effect.ALLOW, expressions.condition(condition));
    }

    private AccessRule stepUp(String condition, @Nullable String acr) {
        return new AccessRule(
                Effect.ALLOW, expressions.condition(condition), new StepUp("staff", acr));
    }

    private AccessRule deny(String condition) {
        return new AccessRule(Effect.DENY, expressions.condition(condition));
    }
}
