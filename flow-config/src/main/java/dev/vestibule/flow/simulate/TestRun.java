package dev.vestibule.flow.simulate;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.scenario.Expectation;
import dev.vestibule.flow.scenario.Expectation.ExpectedAccount;
import dev.vestibule.flow.scenario.Scenario;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One test that was run.
 *
 * @param differences what is not as expected, each in one line
 */
public record TestRun(Scenario scenario, Simulation simulation, List<String> differences) {
    public TestRun {
        differences = List.copyOf(differences);
    }

    /** Runs tests, each on its own. */
    public static List<TestRun> of(
            FlowConfig config, List<Scenario> scenarios, DirectoryValues directory) {
        Simulator simulator = new Simulator(config, directory);
        return scenarios.stream().map(each -> of(each, simulator.play(each.given()))).toList();
    }

    private static TestRun of(Scenario scenario, Simulation simulation) {
        return new TestRun(scenario, simulation, differences(scenario, simulation));
    }

    private static List<String> differences(Scenario scenario, Simulation simulation) {
        Expectation expect = scenario.expect();
        return expect == null ? List.of() : new Comparison(simulation).with(expect);
    }

    /** Whether everything is as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }

    /** Finds what is not as expected. */
    private record Comparison(Simulation simulation, List<String> found) {
        Comparison(Simulation simulation) {
            this(simulation, new ArrayList<>());
        }

        List<String> with(Expectation expect) {
            compareEnding(expect);
            if (expect.path() != null && !expect.path().equals(simulation.path())) {
                differ("path", expect.path(), simulation.path());
            }
            if (expect.account() != null) {
                compare(expect.account());
            }
            expect.access()
                    .forEach((app, access) -> {
                        var was = Objects.requireNonNull(simulation.access().get(app));
                        if (was.access() != access) {
                            differ(
                                    "access to " + app,
                                    Types.word(access),
                                    Types.word(was.access())
                                            + (was.detail().isEmpty()
                                                    ? ""
                                                    : " (" + was.detail() + ")"));
                        }
                    });
            return found;
        }

        private void compareEnding(Expectation expect) {
            boolean same =
                    switch (simulation.ending()) {
                        case Ending.Completed() ->
                                expect.denied() == null && expect.refused() == null;
                        case Ending.Denied(var message) ->
                                expect.denied() != null && message.contains(expect.denied());
                        case Ending.Refused(var why, _) -> why == expect.refused();
                    };
            if (!same) {
                differ("ending", words(expect), simulation.ending().words());
            }
        }

        private static String words(Expectation expect) {
            if (expect.denied() != null) {
                return "denied: " + expect.denied();
            }
            return expect.refused() == null
                    ? "complete"
                    : "refused: " + Types.word(expect.refused());
        }

        private void compare(ExpectedAccount expected) {
            SimulatedAccount account = simulation.account();
            if (account == null || !expected.exists()) {
                if (expected.exists() || account != null) {
                    differ(
                            "account",
                            expected.exists() ? "an account" : "none",
                            account == null ? "none" : account.username());
                }
                return;
            }
            Map<String, List<String>> values = new LinkedHashMap<>();
            account.attributes()
                    .forEach((name, each) -> values.put(name.toLowerCase(Locale.ROOT), each));
            values.put(ExpectedAccount.GROUPS, account.groups());
            expected.attributes()
                    .forEach((name, wanted) -> compare(name, wanted, values.get(lower(name))));
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }

        private void compare(String name, List<String> wanted, @Nullable List<String> values) {
            List<String> was = values == null ? List.of() : values.stream().sorted().toList();
            if (!was.equals(wanted.stream().sorted().toList())) {
                differ("account " + name, wanted, was);
            }
        }

        private void differ(String what, Object expected, Object was) {
            found.add("%s: expected %s, was %s".formatted(what, expected, was));
        }
    }
}
