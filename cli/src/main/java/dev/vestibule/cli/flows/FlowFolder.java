package dev.vestibule.cli.flows;

import dev.vestibule.cli.terminal.ValidFolder;
import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.problem.Nearest;
import dev.vestibule.flow.step.Flow;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A folder of YAML as these commands read it: without its secrets, since nothing is started. */
final class FlowFolder {
    /** Fits what is demanded of a secret that is a key. */
    private static final String STAND_IN = "whsec_" + "A".repeat(64);

    private FlowFolder() {}

    /**
     * The configuration.
     *
     * @throws dev.vestibule.gateway.StartFailure when there is no such folder, or it has problems
     */
    static FlowConfig load(Path folder) {
        return Objects.requireNonNull(ValidFolder.load(folder, _ -> STAND_IN).config());
    }

    /**
     * The flow with this id; all flows without one.
     *
     * @throws ParameterException when there is no such flow
     */
    static List<Flow> flows(FlowConfig config, @Nullable String id, CommandLine command) {
        if (id == null) {
            return List.copyOf(config.flows().values());
        }
        Flow flow = config.flows().get(id);
        if (flow == null) {
            throw new ParameterException(
                    command,
                    "There is no flow '%s'. %s"
                            .formatted(
                                    id,
                                    Nearest.remedy(
                                            id,
                                            config.flows().keySet(),
                                            "There are: "
                                                    + String.join(", ", config.flows().keySet()))));
        }
        return List.of(flow);
    }
}
