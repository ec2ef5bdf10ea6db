package dev.vestibule.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ChangeCommandTest {
    /**
     * What begins like this asks and changes nothing; what prepares a directory is about no
     * account, and its command line prints what it did.
     */
    private static final List<String> QUERIES =
            List.of(
                    "Check", "Count", "Export", "Find", "Inspect", "List", "Prepare", "Read",
                    "Show");

    @Test
    void everyCommandThatIsNoQueryLeavesARecordInTheAuditLog() throws Exception {
        assertThat(messages())
                .isNotEmpty()
                .filteredOn(type -> QUERIES.stream().noneMatch(type.getSimpleName()::startsWith))
                .allSatisfy(type -> assertThat(type).isAssignableTo(ChangeCommand.class));
    }

    /** Everything that has an address. */
    private static List<Class<?>> messages() throws IOException, URISyntaxException {
        Path classes =
                Path.of(ProvisionUser.class.getResource("ProvisionUser.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .<Class<?>>map(name -> type(name.substring(0, name.length() - 6)))
                    .filter(type ->
                            Stream.of(type.getDeclaredFields())
                                    .anyMatch(field -> field.getName().equals("ADDRESS")))
                    .toList();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(ProvisionUser.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
