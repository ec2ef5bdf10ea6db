package dev.vestibule.flow.proof;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepOptions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves about every login what no single section of the YAML shows.
 *
 * @param options what steps can name
 */
public record Proofs(StepOptions options, Findings findings) {

    /** Adds a problem for everything that is found. */
    public void check(Map<String, Flow> flows, Map<String, App> apps) {
        Map<String, List<App>> byFlow = byFlow(apps.values());
        flows.values().forEach(flow -> check(flow, byFlow.getOrDefault(flow.id(), List.of())));
    }

    private void check(Flow flow, Collection<App> apps) {
        Ways ways = Ways.through(flow, options, FlowUse.of(flow, apps));
        new AccountRequiredCheck(ways, findings).check(flow);
        // Where steps are broken, it is not known what they are meant to be.
        if (findings.isSound(flow.path())) {
            new CompletionCheck(ways, findings).check(flow);
            new ConditionCheck(ways, findings).check(flow);
            apps.stream()
                    .filter(app -> app.flow().equals(flow.id()))
                    .forEach(app -> new RuleCheck(ways, findings).check(app, flow));
        }
    }

    /** The apps whose users sign in through each flow, also where a rule sends them to it. */
    private static Map<String, List<App>> byFlow(Collection<App> apps) {
        Map<String, List<App>> byFlow = new HashMap<>();
        for (App app : apps) {
            Set<String> flows = new HashSet<>(app.stepUps());
            flows.add(app.flow());
            flows.forEach(flow -> byFlow.computeIfAbsent(flow, _ -> new ArrayList<>()).add(app));
        }
        return byFlow;
    }
}
