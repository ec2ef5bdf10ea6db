package dev.vestibule.ldap;

import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

import java.io.IOException;
import java.util.Arrays;

/** Commands inside a container, as the server's administrator types them there. */
record ContainerShell(GenericContainer<?> container) {

    /** What the command prints, on either channel; a failure of it fails the test. */
    String run(String... command) {
        ExecResult result = result(command);
        String said = result.getStdout() + result.getStderr();
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(
                    command[0] + " ends with " + result.getExitCode() + ": " + said);
        }
        return said;
    }

    private ExecResult result(String... command) {
        try {
            return container.execInContainer(command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(Arrays.toString(command), e);
        } catch (IOException e) {
            throw new IllegalStateException(Arrays.toString(command), e);
        }
    }
}
