package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountReply;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisioningFailure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisioningReply;
import dev.vestibule.provisioning.api.UserProvisioned;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ten thousand texts as username, as subject and as value: each comes back letter by letter through
 * a DN, a filter and an attribute, or is refused by name.
 */
class InjectionTest {
    private static final int TEXTS = 10_000;
    private static final DN PEOPLE = dn("ou=people," + TestDirectory.BASE);

    /** One line for each kind of directory. */
    static Stream<Arguments> directories() {
        return Stream.of(
                directory("embedded", EmbeddedTestDirectory::start),
                directory("OpenLDAP", OpenLdapDirectory::start));
    }

    private static Arguments directory(String name, Supplier<TestDirectory> start) {
        return Arguments.argumentSet(name, start);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void everyTextComesBackOrIsRefusedByName(Supplier<TestDirectory> start) throws Exception {
        long seed = System.nanoTime();
        List<String> texts = texts(seed);
        AtomicInteger kept = new AtomicInteger();
        Map<String, String> wrong = new ConcurrentHashMap<>();
        try (TestDirectory directory = start.get();
                People people = new People(directory);
                ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < TEXTS; i++) {
                ProvisionUser login = login(i, texts.get(i));
                threads.execute(() -> {
                    ProvisioningReply reply = people.provision(login);
                    if (reply instanceof UserProvisioned provisioned) {
                        kept.incrementAndGet();
                        check(people, login, provisioned.account(), wrong);
                    } else if (!isRefusedByName(reply)) {
                        wrong.put(login.username(), reply.toString());
                    }
                });
            }
        }

        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(kept.get()).as("seed %d", seed).isGreaterThan(TEXTS / 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objectClass",
                "memberOf",
                "userPassword",
                "USERPASSWORD",
                "member",
                "uid",
                "userid",
                "vestibuleDisabled",
                "unicodePwd",
                "userPassword;x-option",
                "2.5.4.35"
            })
    void whatDecidesWhoSomebodyIsCannotBeSetFromClaims(String attribute) {
        try (TestDirectory directory = EmbeddedTestDirectory.start();
                People people = new People(directory)) {
            ProvisionUser login = People.login("ada", Map.of(attribute, List.of("top")), null);

            assertThat(people.provision(login)).isInstanceOf(AttributeRejected.class);
            assertThat(people.linkedAccounts("ada")).isZero();
        }
    }

    private static void check(
            People people, ProvisionUser login, Account account, Map<String, String> wrong) {
        String text = login.username();
        AccountReply found = people.users().find(new FindAccount(login.identity()));
        boolean right =
                account.username().equals(text.strip())
                        && PEOPLE.equals(dn(account.dn()).getParent())
                        && found instanceof AccountReply.Found(var read)
                        && read.dn().equals(account.dn())
                        && read.username().equals(text.strip())
                        && Objects.equals(
                                read.attributes().get("description"),
                                login.attributes().get("description"));
        if (!right) {
            wrong.put(text, account + " but " + found);
        }
    }

    private static boolean isRefusedByName(ProvisioningReply reply) {
        return reply instanceof AttributeRejected(var attribute, _)
                && Set.of("uid", "description", "vestibuleFederatedIdentity").contains(attribute);
    }

    private static List<String> texts(long seed) {
        HostileTexts texts = new HostileTexts(seed);
        return IntStream.range(0, TEXTS).mapToObj(texts::text).toList();
    }

    /** What is too long for a name is still tried as a value. */
    private static ProvisionUser login(int number, String text) {
        boolean large = text.getBytes(StandardCharsets.UTF_8).length > 1_000;
        String name = large ? "large" + number + "-x" : text;
        return new ProvisionUser(
                "command-" + number,
                "google",
                new FederatedIdentity(People.ISSUER, name),
                name,
                Map.of("description", List.of(text)),
                null);
    }

    private static DN dn(String text) {
        try {
            return new DN(text);
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
