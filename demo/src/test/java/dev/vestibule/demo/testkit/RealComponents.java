package dev.vestibule.demo.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Components that a machine may lack. */
public final class RealComponents {
    private RealComponents() {}

    /** Skips the test with this sentence when something is missing; with {@code CI=true} fails. */
    public static void require(boolean present, String sentence) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(present, sentence);
        }
        Assumptions.assumeTrue(present, sentence);
    }

    /** The same for a program that the tests start. */
    public static void requireProgram(String program) {
        boolean present =
                Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, program))
                        .anyMatch(Files::isExecutable);
        require(present, program + " is not installed; install its package.");
    }
}
