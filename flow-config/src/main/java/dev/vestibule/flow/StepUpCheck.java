package dev.vestibule.flow;

import dev.vestibule.flow.app.AccessRule;
import dev.vestibule.flow.app.App;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.StepOptions;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the rules of an app that lead to another sign-in: it must exist, and may help. */
record StepUpCheck(FlowConfig config, StepOptions options, Findings findings) {
    void check(App app) {
        for (int index = 0; index < app.access().size(); index++) {
            AccessRule rule = app.access().get(index);
            if (rule.otherwise() != null) {
                String path = "apps.%s.access[%d].".formatted(app.id(), index);
                checkStepUp(rule, rule.otherwise(), path);
                checkProofs(rule, rule.otherwise(), app, path + "else");
            }
        }
    }

    private void checkStepUp(AccessRule rule, AccessRule.StepUp otherwise, String path) {
        Flow flow = config.flows().get(otherwise.flow());
        if (flow == null) {
            findings.known(path + "else", otherwise.flow(), "flow", config.flows().keySet());
        } else if (otherwise.acr() != null) {
            findings.known(path + "acr", otherwise.acr(), "level", flow.acr().levels().keySet());
        }
        Set<String> read = rule.condition().variables();
        if (rule.effect() != AccessRule.Effect.ALLOW
                || !read.contains("steps") && !read.contains("acr")) {
            findings.error(
                    path + "else",
                    "else at a rule that asks for no step",
                    "else with an allow that reads steps or acr",
                    "Write allow: fresh(steps.ID, \"5m\"), for example, or remove else.");
        }
    }

    /**
     * Where no step proves anything, the login asks for nothing, and the user comes back at once.
     */
    private void checkProofs(AccessRule rule, AccessRule.StepUp otherwise, App app, String path) {
        Set<String> read = rule.condition().steps();
        List<Step> steps =
                Stream.of(app.flow(), otherwise.flow())
                        .flatMap(id -> Stream.ofNullable(config.flows().get(id)))
                        .flatMap(flow -> flow.steps().stream())
                        .filter(step -> read.contains(step.id()))
                        .toList();
        if (otherwise.acr() == null
                && !steps.isEmpty()
                && steps.stream().noneMatch(Step::provesIdentity)) {
            findings.error(
                    path,
                    "else at a rule that reads only steps at which users prove nothing: "
                            + String.join(", ", new TreeSet<>(read)),
                    "else with an allow that reads an authenticate step",
                    "Read such a step too, for example fresh(steps.ID, \"5m\"), or remove else.");
        }
        steps.stream()
                .filter(this::isNeverNew)
                .forEach(step ->
                        findings.error(
                                path,
                                "else at a rule that reads the step %s, whose providers cannot confirm a new sign-in: %s"
                                        .formatted(step.id(), String.join(", ", step.options())),
                                "else with a step that has an option with OpenID Connect, or a factor",
                                "Read another step, or remove else: every such sign-in would fail."));
    }

    private boolean isNeverNew(Step step) {
        return step.provesIdentity()
                && !step.options().isEmpty()
                && step.options().stream().noneMatch(options::provesAnew);
    }
}
