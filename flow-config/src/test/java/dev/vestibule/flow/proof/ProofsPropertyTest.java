package dev.vestibule.flow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.UncheckedFiles;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problem.Severity;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the proofs say of a flow, beside every login that the evaluator lets happen. */
class ProofsPropertyTest {
    private static final Pattern STEP = Pattern.compile("flows\\.f\\.(steps\\[(\\d+)].*)");
    private static final Pattern RULE = Pattern.compile("apps\\.wiki\\.access\\[(\\d+)].*");

    private final FlowConfigLoader loader = new FlowConfigLoader();
    private final UncheckedFiles unchecked = new UncheckedFiles();

    @Property(tries = 150, seed = "10", shrinking = ShrinkingMode.OFF, maxDiscardRatio = 20)
    void everyLoginKeepsWhatTheProofsSay(@ForAll long seed) {
        String yaml = RandomFlows.file(seed);
        List<Problem> problems =
                loader.load(Map.of("config.yaml", yaml), Path.of("."), _ -> "secret").problems();
        Assume.that(problems.stream().noneMatch(ProofsPropertyTest::isOfAnotherKind));
        FlowConfig config = unchecked.read(yaml);
        EveryLogin logins = new EveryLogin(config);
        Assume.that(logins.play());

        problems.forEach(problem -> holds(problem, logins, yaml));
        if (problems.stream().noneMatch(each -> each.severity() == Severity.ERROR)) {
            saysNothingTooLittle(problems, logins, yaml);
        }
    }

    /** An error that no proof has found: what the flow means is not known then. */
    private static boolean isOfAnotherKind(Problem problem) {
        return problem.severity() == Severity.ERROR
                && !problem.found().contains("account-required")
                && !problem.found().contains("no user is known yet")
                && !problem.found().contains("never reached")
                && !problem.found().contains("can end before the user has signed in");
    }

    private static void holds(Problem problem, EveryLogin logins, String yaml) {
        String said = problem + "\n" + yaml;
        Matcher step = STEP.matcher(problem.path());
        Matcher rule = RULE.matcher(problem.path());
        if (problem.found().contains("no login completes")) {
            assertThat(logins.completed).as(said).isEmpty();
        } else if (rule.matches()) {
            int index = Integer.parseInt(rule.group(1));
            if (problem.found().contains("never matches")) {
                assertThat(values(logins, "rule" + index)).as(said).doesNotContain("true");
            } else if (problem.found().contains("no request reaches")) {
                assertThat(values(logins, "rule" + (index - 1))).as(said).isSubsetOf("true");
            }
        } else if (step.matches()) {
            holds(problem, step.group(1), Integer.parseInt(step.group(2)), logins, said);
        }
    }

    private static void holds(
            Problem problem, String path, int step, EveryLogin logins, String said) {
        String place = path.replaceAll("authenticate\\[\\d+]\\.?", "");
        if (problem.found().contains("never reached")) {
            assertThat(logins.reached).as(said).doesNotContain(step);
        } else if (problem.found().contains("true for every login")) {
            assertThat(values(logins, place)).as(said).isSubsetOf("true");
        } else if (problem.found().contains("true for no login")) {
            assertThat(values(logins, place)).as(said).isSubsetOf("false");
        } else if (problem.found().contains("it is never offered")) {
            String option = problem.found().substring(0, problem.found().indexOf(' '));
            assertThat(logins.offered)
                    .as(said)
                    .doesNotContain("steps[%d].%s".formatted(step, option));
        }
    }

    private static Set<String> values(EveryLogin logins, String path) {
        return logins.values.getOrDefault(path, Set.of());
    }

    private static void saysNothingTooLittle(
            List<Problem> problems, EveryLogin logins, String yaml) {
        logins.unproved.forEach((step, login) ->
                assertThat(problems)
                        .as("unproved at step %d, %s%n%s", step, login, yaml)
                        .anyMatch(problem ->
                                problem.found().contains("before the user has signed in")
                                        && problem.path()
                                                .startsWith("flows.f.steps[" + step + "]")));
        assertThat(logins.completed)
                .as(yaml)
                .allMatch(login ->
                        login.passage().steps().values().stream()
                                .anyMatch(step -> step.authenticated()));
        logins.withoutAccount.forEach((step, login) ->
                assertThat(problems)
                        .as("step %d, %s%n%s", step, login, yaml)
                        .anyMatch(problem ->
                                problem.found().contains("account-required")
                                        && problem.path()
                                                .startsWith("flows.f.steps[" + step + "]")));
    }
}
