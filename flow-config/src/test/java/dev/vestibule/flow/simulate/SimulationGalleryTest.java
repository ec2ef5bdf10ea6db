package dev.vestibule.flow.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.CaseLoader;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.FlowConfigLoader;
import dev.vestibule.flow.LoadResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tests of flows beside the whole report that an editor reads. After a wording changes, {@code mvn
 * -pl flow-config test -Dtest=SimulationGalleryTest -Dvestibule.write=true} writes the reports.
 */
class SimulationGalleryTest {
    private static final Path GALLERY = Path.of("src/test/resources/simulate");

    @ParameterizedTest
    @ValueSource(
            strings = {"provisioning", "factors", "steps", "options", "exits", "call", "assign"})
    void everyTestIsReportedInFull(String name) throws IOException {
        FlowConfig config = config(name);

        String report =
                new TestReport(TestRun.of(config, config.tests(), (_, values) -> values)).text();
        Path expected = GALLERY.resolve(name + ".txt");
        if (Boolean.getBoolean("vestibule.write")) {
            Files.writeString(expected, report);
        }
        assertThat(report).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"provisioning", "factors", "steps", "options", "exits", "call", "assign"})
    void everyOutcomeIsTheOneThatTheTestNames(String name) throws IOException {
        FlowConfig config = config(name);

        assertThat(TestRun.of(config, config.tests(), (_, values) -> values))
                .allSatisfy(run ->
                        assertThat(run.passed())
                                .as("%s: %s", run.scenario().name(), run.differences())
                                .isEqualTo(!run.scenario().name().contains("does not hold")));
    }

    @Test
    void theReportForProgramsHasTheSame() throws IOException {
        FlowConfig config = config("factors");

        Map<String, Object> report =
                new TestReport(TestRun.of(config, config.tests(), (_, values) -> values)).object();
        assertThat(report).containsEntry("tests", 11).containsEntry("failed", 1L);
        assertThat(report.get("results"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .first()
                .satisfies(first ->
                        assertThat(first)
                                .containsEntry("passed", true)
                                .containsEntry("path", List.of("first", "second"))
                                .containsEntry("ending", "complete"));
    }

    @Test
    void aCaseOfItsOwnNeedsNoNameAndExpectsNothing() throws IOException {
        FlowConfig config = config("factors");

        var loaded = new CaseLoader(config).load("case.yaml", "given: { flow: local }\n");
        TestRun run =
                TestRun.of(
                                config,
                                List.of(Objects.requireNonNull(loaded.scenario())),
                                (_, values) -> values)
                        .getFirst();

        assertThat(run.passed()).isTrue();
        assertThat(run.simulation().ending()).isInstanceOf(Ending.Refused.class);
        assertThat(run.scenario().name()).isEqualTo("case.yaml");
    }

    @Test
    void aCaseWithProblemsIsReported() throws IOException {
        var loaded =
                new CaseLoader(config("factors"))
                        .load("case.yaml", "given: { flow: loca }\nexpct: {}\n");

        assertThat(loaded.scenario()).isNull();
        assertThat(loaded.report().text())
                .contains(
                        "case.yaml:1:16 given.flow", "Did you mean local?", "Did you mean expect?");
    }

    private static FlowConfig config(String name) throws IOException {
        String text = Files.readString(GALLERY.resolve(name + ".yaml"));
        LoadResult result =
                new FlowConfigLoader().load(Map.of(name + ".yaml", text), GALLERY, _ -> "secret");
        assertThat(result.report().text()).doesNotContain("error ");
        return Objects.requireNonNull(result.config());
    }
}
