package dev.vestibule.flow.scenario;

import dev.vestibule.flow.app.App;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.call.CallStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds ids in tests that do not exist: such a test would show nothing. */
public record ScenarioCheck(
        Map<String, Flow> flows, Map<String, App> apps, Set<String> factors, Findings findings) {
    /** The option of a step that a known device has completed. */
    public static final String DEVICE = AuthenticateStep.REMEMBERED_DEVICE;

    private static final int NAMED = 20;

    /** Adds a problem for everything that is found. */
    public void check(List<Scenario> scenarios) {
        Map<String, String> names = new HashMap<>();
        for (Scenario scenario : scenarios) {
            String first = names.putIfAbsent(scenario.name(), scenario.path());
            if (first != null) {
                findings.error(
                        below(scenario, "name"),
                        "a name that the test in %s has".formatted(findings.places().of(first)),
                        "a name that no other test has",
                        "Say what is different in this one.");
            }
            check(scenario);
        }
    }

    private void check(Scenario scenario) {
        Given given = scenario.given();
        String path = below(scenario, "given");
        known(path + ".flow", given.flow(), "flow", flows.keySet());
        known(path + ".app", given.app(), "app", apps.keySet());
        if (given.flow() == null && given.app() == null) {
            findings.error(
                    path,
                    "a login without flow and app",
                    "flow, app or both",
                    "Add flow: and the id of the flow that the test is about.");
        }
        scenario.access()
                .keySet()
                .forEach(app ->
                        known(below(scenario, "expect.access." + app), app, "app", apps.keySet()));
        Flow flow = flow(given);
        if (flow != null) {
            checkSteps(flow, scenario);
        }
        checkEnds(scenario);
    }

    private void checkEnds(Scenario scenario) {
        Expectation expect = scenario.expect();
        if (expect != null && expect.denied() != null && expect.refused() != null) {
            findings.error(
                    below(scenario, "expect"),
                    "both denied and refused",
                    "denied for a sentence of the flow, refused for the gateway's own reasons",
                    "Remove one of the two.");
        }
    }

    private @Nullable Flow flow(Given given) {
        App app = given.app() == null ? null : apps.get(given.app());
        return given.flow() != null
                ? flows.get(given.flow())
                : app == null ? null : flows.get(app.flow());
    }

    private void checkSteps(Flow flow, Scenario scenario) {
        Map<String, Step> steps = new HashMap<>();
        flow.steps().stream().filter(Step::isNamed).forEach(step -> steps.put(step.id(), step));
        scenario.given()
                .steps()
                .forEach((id, result) -> {
                    String path = below(scenario, "given." + id);
                    Step step = steps.get(id);
                    if (step == null) {
                        known(path, id, "step of " + flow.id(), flow.stepIds());
                    } else {
                        checkOption(step, result, path);
                        checkAnswer(step, result, path);
                    }
                });
        Expectation expect = scenario.expect();
        List<String> passed = expect == null ? null : expect.path();
        for (int index = 0; passed != null && index < passed.size(); index++) {
            known(
                    below(scenario, "expect.path[" + index + "]"),
                    passed.get(index),
                    "step of " + flow.id(),
                    flow.stepIds());
        }
    }

    private void checkAnswer(Step step, GivenStep result, String path) {
        if (result.answer() == null) {
            return;
        }
        Optional<String> wrong =
                step instanceof CallStep asked
                        ? asked.call()
                                .shape()
                                .problem(result.answer())
                                .map(problem -> "an answer with " + problem)
                        : Optional.of("an answer in " + step.id() + ", which calls no server");
        wrong.ifPresent(found ->
                findings.error(
                        path + ".answer",
                        found,
                        "what the server of a call step answers",
                        "Write what the step declares; fails: true is a call that fails."));
    }

    private void checkOption(Step step, GivenStep result, String path) {
        String option = result.option();
        if (option == null || option.equals(DEVICE)) {
            return;
        }
        Set<String> options = new LinkedHashSet<>(step.options());
        known(path + ".option", option, "option of " + step.id(), options);
        if (factors.contains(option) && !result.claims().equals(GivenStep.ANY_USER)) {
            findings.error(
                    path + ".claims",
                    "claims of " + option + ", which is a factor",
                    "claims of a connection",
                    "Remove them: a factor proves the account, which is given.account.");
        }
    }

    /** A test of a file of its own has no path. */
    private static String below(Scenario scenario, String key) {
        return scenario.path().isEmpty() ? key : scenario.path() + "." + key;
    }

    private void known(String path, @Nullable String id, String kind, Collection<String> known) {
        if (id != null && !known.contains(id)) {
            List<String> named = new ArrayList<>(known.stream().sorted().limit(NAMED).toList());
            findings.error(
                    path,
                    id + ", which is no " + kind,
                    named.isEmpty() ? "there is none" : String.join(", ", named),
                    Nearest.remedy(id, known, "Name one that exists."));
        }
    }
}
