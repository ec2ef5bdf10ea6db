package dev.vestibule.gateway;

import dev.vestibule.flow.problem.ProblemReport;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The gateway cannot start. Its message is one sentence with a remedy, for the user who started it.
 */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ProblemReport problems;

    private StartFailure(
            String sentence, @Nullable ProblemReport problems, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problems = problems;
    }

    public static StartFailure because(String sentence, Throwable cause) {
        return new StartFailure(sentence, null, cause);
    }

    public static StartFailure because(String sentence) {
        return new StartFailure(sentence, null, null);
    }

    public static StartFailure noFolder(Path folder) {
        return because(folder + " is not a readable folder; name the folder with the YAML files.");
    }

    public static StartFailure of(ProblemReport problems) {
        return new StartFailure(
                "The configuration has problems; correct them and start again.", problems, null);
    }

    /** The problems of the configuration, or null if there is another reason. */
    public @Nullable ProblemReport problems() {
        return problems;
    }
}
