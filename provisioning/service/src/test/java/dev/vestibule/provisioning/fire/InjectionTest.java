package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.testing.ContainerDirectory;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ten thousand texts on each kind of directory: each comes back letter by letter, or is refused by
 * name. All of them go through an attribute and a filter. Of every batch the first is a username
 * and the second the name of a group besides: these two go through DNs. Texts that no directory
 * takes, as they hold a NUL or half a character, are tried one by one, in all places.
 *
 * <p>The directories are tried beside each other: each has a server, connections and texts of its
 * own.
 */
class InjectionTest {
    private static final int TEXTS = 10_000;
    private static final int AT_ONCE = 12;

    /** One line for each kind of directory; the slower one adds entries, the larger its batches. */
    static Stream<Arguments> directories() {
        return Stream.of(
                directory("embedded", EmbeddedTestDirectory::start, 5),
                directory("OpenLDAP", OpenLdapDirectory::start, 10),
                directory(
                        "OpenLDAP without our schema", ContainerDirectory::startWithoutSchema, 50),
                directory("389 Directory Server", ContainerDirectory::startDs389, 40),
                directory("Samba Active Directory", ContainerDirectory::startSamba, 100));
    }

    private static Arguments directory(String name, Supplier<TestDirectory> start, int batch) {
        return Arguments.argumentSet(name, start, batch);
    }

    @ParameterizedTest
    @MethodSource("directories")
    @Execution(ExecutionMode.CONCURRENT)
    void everyTextComesBackOrIsRefusedByName(Supplier<TestDirectory> start, int batch) {
        long seed = System.nanoTime();
        try (TestDirectory directory = start.get();
                HostileLogins logins = new HostileLogins(directory)) {
            try (ExecutorService threads =
                    Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
                batches(seed, batch).forEach(texts -> threads.execute(() -> logins.signIn(texts)));
            }

            assertThat(logins.wrong()).as("seed %d", seed).isEmpty();
            assertThat(logins.keptValues() + logins.refusedValues())
                    .as("seed %d", seed)
                    .isEqualTo(TEXTS);
            assertThat(logins.keptValues()).as("seed %d", seed).isGreaterThan(TEXTS / 2);
            assertThat(logins.keptNames()).as("seed %d", seed).isPositive();
        }
    }

    /** Texts that every directory refuses come by themselves. */
    private static List<List<String>> batches(long seed, int size) {
        HostileTexts texts = new HostileTexts(seed);
        Map<Boolean, List<String>> byKind =
                IntStream.range(0, TEXTS)
                        .mapToObj(texts::text)
                        .collect(Collectors.partitioningBy(InjectionTest::isNoText));
        List<List<String>> batches = new ArrayList<>();
        byKind.values()
                .forEach(all -> {
                    for (int from = 0; from < all.size(); from += size) {
                        batches.add(all.subList(from, Math.min(all.size(), from + size)));
                    }
                });
        return batches;
    }

    static boolean isNoText(String text) {
        return text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
