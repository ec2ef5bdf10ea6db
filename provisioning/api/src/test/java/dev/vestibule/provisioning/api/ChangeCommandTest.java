package dev.vestibule.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class ChangeCommandTest {
    /** What begins like this asks and changes nothing. */
    private static final List<String> QUERIES =
            List.of("Check", "Count", "Export", "Find", "List", "Read", "Show");

    @Test
    void everyCommandThatIsNoQueryLeavesARecordInTheAuditLog() {
        assertThat(commands(Command.class).toList())
                .isNotEmpty()
                .filteredOn(type -> QUERIES.stream().noneMatch(type.getSimpleName()::startsWith))
                .allSatisfy(type -> assertThat(type).isAssignableTo(ChangeCommand.class));
    }

    private static Stream<Class<?>> commands(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ChangeCommandTest::commands)
                : Stream.of(type);
    }
}
