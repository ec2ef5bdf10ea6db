package dev.vestibule.demo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** A certificate that has signed itself, and its key, as files of {@code openssl}. */
public record SelfSigned(Path certificate, Path key) {
    private static final String COMMAND =
            "openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj"
                    + " /CN=%1$s -addext subjectAltName=DNS:%2$s -keyout %1$s.key -out %1$s.pem";

    /** Without the program the test is skipped, and fails in CI. */
    public static void require() {
        RealComponents.requireProgram("openssl");
    }

    /**
     * Makes one.
     *
     * @param name its subject, and the name of both files in the folder
     * @param host the host that it is for
     */
    public static SelfSigned make(Path folder, String name, String host) {
        try {
            int ended =
                    new ProcessBuilder(COMMAND.formatted(name, host).split(" "))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            assertThat(ended).as("exit code of openssl").isZero();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("no certificate for " + host, failed);
        }
        return new SelfSigned(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }
}
