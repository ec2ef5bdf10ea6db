package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two nodes write one account at once: what remains, one of the two orders would have left. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class GroupSyncAtOnceTest {
    private static final int ROUNDS = 10;
    private static final List<String> ATTRIBUTES = List.of("mail", "title", "employeeType");

    private final People one;
    private final People other;

    GroupSyncAtOnceTest(DirectoryUnderTest directory) {
        one = new People(directory.started());
        other = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void firstWritesAtOnceDoNotMix(Mode mode) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String ada = People.freshName();
            String dn = one.account(login(mode, ada, Map.of())).dn();

            atOnce(login(mode, ada, all("a")), login(mode, ada, all("b")));

            assertThat(held(dn)).isIn(orders(mode, Map.of(), all("a"), all("b")));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void changesAtOnceDoNotMix(Mode mode) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String ada = People.freshName();
            String dn = one.account(login(mode, ada, all("old"))).dn();

            atOnce(login(mode, ada, all("a")), login(mode, ada, Map.of("mail", List.of("b"))));

            assertThat(held(dn))
                    .isIn(orders(mode, all("old"), all("a"), Map.of("mail", List.of("b"))));
        }
    }

    /** What each of the two orders leaves of an account like it. */
    private List<Map<String, Set<String>>> orders(
            Mode mode,
            Map<String, List<String>> first,
            Map<String, List<String>> a,
            Map<String, List<String>> b)
            throws LDAPException {
        return List.of(order(mode, List.of(first, a, b)), order(mode, List.of(first, b, a)));
    }

    private Map<String, Set<String>> order(Mode mode, List<Map<String, List<String>>> logins)
            throws LDAPException {
        String twin = People.freshName();
        for (Map<String, List<String>> attributes : logins) {
            one.provisioned(login(mode, twin, attributes));
        }
        return held(one.account(login(mode, twin, Map.of())).dn());
    }

    private Map<String, Set<String>> held(String dn) throws LDAPException {
        Map<String, Set<String>> held = new TreeMap<>();
        for (String attribute : ATTRIBUTES) {
            held.put(attribute, new TreeSet<>(one.values(dn, attribute)));
        }
        return held;
    }

    private static Map<String, List<String>> all(String value) {
        return Map.of(
                "mail", List.of(value), "title", List.of(value), "employeeType", List.of(value));
    }

    private static ProvisionUser login(
            Mode mode, String name, Map<String, List<String>> attributes) {
        return LoginCommand.of(name)
                .with(attributes)
                .under(new SyncRules(mode, Map.of(), Set.of(), Set.of(), Groups.MERGE))
                .command();
    }

    private void atOnce(ProvisionUser first, ProvisionUser second) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> logins =
                    List.of(
                            threads.submit(() -> waiting(start, one, first)),
                            threads.submit(() -> waiting(start, other, second)));
            start.countDown();
            for (Future<?> login : logins) {
                login.get();
            }
        }
    }

    private static boolean waiting(CountDownLatch start, People node, ProvisionUser command)
            throws InterruptedException {
        start.await();
        node.provisioned(command);
        return true;
    }
}
