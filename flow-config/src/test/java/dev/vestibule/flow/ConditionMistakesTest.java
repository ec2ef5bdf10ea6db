package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problem.Severity;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Conditions are not learnt by trial and error: a mistake is told with its place and a remedy. */
class ConditionMistakesTest {
    private static final String GOOD = "steps.first.option == \"corp\" &&";

    @Test
    void aStepThatDoesNotExistIsNamedWithItsLineAndTheOneThatWasMeant() {
        Problem problem = onlyProblemWith("steps.frist.option == \"corp\" &&");

        assertThat(problem.path()).isEqualTo("flows.staff.steps[2].when");
        assertThat(problem.line()).isEqualTo(lineOf(GOOD));
        assertThat(problem.found()).contains("frist");
        assertThat(problem.remedy()).contains("first");
    }

    @Test
    void aFunctionThatDoesNotExistIsNamedWithItsLine() {
        Problem problem = onlyProblemWith("startWith(steps.first.option, \"corp\") &&");

        assertThat(problem.line()).isEqualTo(lineOf(GOOD));
        assertThat(problem.found()).contains("startWith");
    }

    @Test
    void aConditionThatIsNeitherTrueNorFalseIsToldBeforeALoginMeetsIt() {
        Problem problem = onlyProblemWith("steps.first.option ||");

        assertThat(problem.severity()).isEqualTo(Severity.ERROR);
        assertThat(problem.path()).isEqualTo("flows.staff.steps[2].when");
    }

    @Test
    void everyMistakeIsToldInOneRunAndTheConfigurationDoesNotGoLive() {
        String two =
                Documents.VALID
                        .replace(GOOD, "steps.frist.option == \"corp\" &&")
                        .replace("'\"contractors\" in account.groups", "'\"x\" in acount.groups");

        LoadResult result = load(two);

        assertThat(result.config()).isNull();
        assertThat(errors(result)).hasSize(2);
    }

    private static Problem onlyProblemWith(String condition) {
        List<Problem> errors = errors(load(Documents.VALID.replace(GOOD, condition)));
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }

    private static List<Problem> errors(LoadResult result) {
        return result.problems().stream().filter(p -> p.severity() == Severity.ERROR).toList();
    }

    private static LoadResult load(String yaml) {
        return new FlowConfigLoader()
                .load(Map.of("vestibule.yaml", yaml), Path.of("."), Documents.ENVIRONMENT::get);
    }

    private static int lineOf(String text) {
        String before = Documents.VALID.substring(0, Documents.VALID.indexOf(text));
        return (int) before.lines().count();
    }
}
