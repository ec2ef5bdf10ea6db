package dev.vestibule.provisioning.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class KilledProcessTest {
    private static final int CONNECTIONS = 8;

    @TempDir Path folder;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 137, 500, 1000})
    void noAnsweredAccountIsLostWhenTheProcessIsKilled(int killAfter) throws Exception {
        Process process = serve();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            CountDownLatch enough = new CountDownLatch(killAfter);
            try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    threads.submit(() -> addUntilTheEnd(port, enough));
                }
                assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
                process.destroyForcibly().waitFor();
            }
        } finally {
            process.destroyForcibly();
        }

        try (EmbeddedDirectory directory = EmbeddedDirectory.start(Tree.config(folder));
                LDAPConnection gateway = Tree.gateway(directory)) {
            assertThat(answered).hasSizeGreaterThanOrEqualTo(killAfter);
            for (String username : answered) {
                assertWhole(Tree.entry(gateway, Tree.dn(username)), username);
            }
        }
    }

    /** The logging library may say something first. */
    private static int port(BufferedReader output) throws IOException {
        String line = requireNonNull(output.readLine());
        while (!line.startsWith(ServedUntilKilled.PORT)) {
            line = requireNonNull(output.readLine());
        }
        return Integer.parseInt(line.substring(ServedUntilKilled.PORT.length()));
    }

    private static void assertWhole(Entry entry, String username) {
        for (Attribute attribute : Tree.person(username).getAttributes()) {
            assertThat(entry.getAttributeValues(attribute.getName()))
                    .contains(attribute.getValues());
        }
        assertThat(entry.getAttributeValue("entryUUID")).isNotNull();
    }

    private Process serve() throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        ServedUntilKilled.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns when the connection breaks. */
    private void addUntilTheEnd(int port, CountDownLatch enough) {
        try (LDAPConnection gateway = Tree.gateway(port)) {
            while (true) {
                String username = "person" + next.getAndIncrement();
                gateway.add(Tree.person(username));
                answered.add(username);
                enough.countDown();
            }
        } catch (LDAPException e) {
            assertThat(e.getResultCode().isConnectionUsable()).isFalse();
        }
    }
}
