package dev.vestibule.flow.proof;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.StepOptions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        Map<String, Ways> ways = new LinkedHashMap<>();
        flows.forEach(
                (id, flow) -> ways.put(id, Ways.through(flow, options, use(flow, of(byFlow, id)))));
        resume(apps.values(), ways);
        flows.forEach((id, flow) -> check(flow, requireNonNull(ways.get(id)), of(byFlow, id)));
    }

    /** It is not known where broken rules lead. */
    private FlowUse use(Flow flow, List<App> apps) {
        return FlowUse.of(flow, apps, app -> findings.isSound("apps." + app.id() + ".access"));
    }

    private static List<App> of(Map<String, List<App>> byFlow, String flow) {
        return byFlow.getOrDefault(flow, List.of());
    }

    /** Lets sessions continue with the further flows of their apps. */
    private static void resume(Collection<App> apps, Map<String, Ways> ways) {
        for (App app : apps) {
            for (String further : app.stepUps()) {
                Ways of = ways.get(app.flow());
                Ways to = ways.get(further);
                if (of != null && to != null) {
                    to.resume(of);
                }
            }
        }
    }

    private void check(Flow flow, Ways ways, Collection<App> apps) {
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
