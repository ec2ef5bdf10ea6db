package dev.vestibule.demo.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

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
}
