package dev.vestibule.flow.simulate;

import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.simulate.SimulatedAccount.Outcome;
import dev.vestibule.flow.simulate.Simulation.ConditionValue;
import dev.vestibule.flow.simulate.Simulation.PlayedStep;
import dev.vestibule.provisioning.vocabulary.Counted;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tests that were run, for a user or a program. */
public record TestReport(List<TestRun> runs) {
    public TestReport {
        runs = List.copyOf(runs);
    }

    /** How many are not as expected. */
    public long failed() {
        return runs.stream().filter(run -> !run.passed()).count();
    }

    /** Each test with its steps and the account, and a summary at the end. */
    public String text() {
        String summary =
                runs.isEmpty()
                        ? "no tests: add a list of tests to the YAML"
                        : "%s, %d failed".formatted(Counted.of(runs.size(), "test"), failed());
        return runs.stream().map(TestReport::text).collect(Collectors.joining()) + summary + "\n";
    }

    private static String text(TestRun run) {
        List<String> lines = new ArrayList<>();
        lines.add((run.passed() ? "ok     " : "FAILED ") + line(run.scenario().name()));
        Simulation login = run.simulation();
        lines.add("  flow " + login.flow());
        login.steps().forEach(step -> add(step, lines));
        lines.add("  " + line(login.ending().words()));
        addAccount(login.account(), lines);
        run.scenario()
                .access()
                .keySet()
                .forEach(app -> lines.add("  access to " + app + ": " + access(login, app)));
        run.differences().forEach(each -> lines.add("  ! " + line(each)));
        return String.join("\n", lines) + "\n\n";
    }

    private static String access(Simulation login, String app) {
        var result = login.access().get(app);
        return result == null
                ? "unknown"
                : Types.word(result.access())
                        + (result.detail().isEmpty() ? "" : ", " + result.detail());
    }

    private static void add(PlayedStep step, List<String> lines) {
        String what =
                step.kind()
                        + (step.detail().isEmpty() ? "" : " " + step.detail())
                        + switch (step.result()) {
                            case SKIPPED -> ", skipped";
                            case FAILED -> ", not completed";
                            case PASSED, ENDED -> "";
                        };
        lines.add("    " + step.id() + ": " + line(what));
        ConditionValue condition = step.condition();
        if (condition != null) {
            lines.add("      when " + line(condition.source()));
            lines.add("        " + line(condition.words()));
        }
    }

    private static void addAccount(@Nullable SimulatedAccount account, List<String> lines) {
        if (account == null) {
            lines.add("  account: none");
            return;
        }
        lines.add("  account: " + Types.word(account.outcome()));
        if (account.outcome() != Outcome.FOUND) {
            account.ldif().lines().forEach(line -> lines.add("    " + line));
        } else {
            lines.add("    " + line(account.dn()));
        }
        if (!account.asked().isEmpty()) {
            lines.add("    the page asks for " + String.join(", ", account.asked()));
        }
    }

    /** One line stays one. */
    private static String line(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The same for a program, as an object of JSON. */
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tests", runs.size());
        object.put("failed", failed());
        object.put("results", runs.stream().map(TestReport::object).toList());
        return object;
    }

    private static Map<String, Object> object(TestRun run) {
        Simulation login = run.simulation();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", run.scenario().name());
        object.put("passed", run.passed());
        object.put("differences", run.differences());
        object.put("flow", login.flow());
        object.put("path", login.path());
        object.put("steps", login.steps().stream().map(TestReport::object).toList());
        object.put("ending", login.ending().words());
        SimulatedAccount account = login.account();
        if (account != null) {
            object.put("account", object(account));
        }
        Map<String, Object> access = new LinkedHashMap<>();
        login.access().forEach((app, result) -> access.put(app, Types.word(result.access())));
        object.put("access", access);
        return object;
    }

    private static Map<String, Object> object(PlayedStep step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", step.id());
        object.put("kind", step.kind());
        object.put("result", Types.word(step.result()));
        if (!step.detail().isEmpty()) {
            object.put("option", step.detail());
        }
        ConditionValue condition = step.condition();
        if (condition != null) {
            object.put("when", condition.source());
            object.put("value", condition.value() == null ? "fails" : condition.value());
        }
        return object;
    }

    private static Map<String, Object> object(SimulatedAccount account) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("outcome", Types.word(account.outcome()));
        object.put("dn", account.dn());
        object.put("attributes", account.attributes());
        object.put("groups", account.groups());
        object.put("ldif", account.ldif());
        return object;
    }
}
