package dev.vestibule.provisioning.credential;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.CredentialCommand.PasswordVerified;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Whatever is wrong with a sign-in by password, the directory is asked the same. */
class EqualWorkTest {
    private static final String RIGHT = "right-password";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final InMemoryDirectory directory = InMemoryDirectory.start(new Recorder());
    private final People people = new People(directory);

    private final class Recorder extends InMemoryOperationInterceptor {
        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            asked.add("search " + request.getRequest().getBaseDN());
        }

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            asked.add("bind");
        }
    }

    @BeforeEach
    void addUsers() throws LDAPException {
        people.addPerson("ada", "ada@example.org", RIGHT);
        people.disable(people.addPerson("disabled", "disabled@example.org", RIGHT));
        people.addPerson("twin", "twin@example.org", RIGHT);
        people.administrator()
                .modify(
                        people.addPerson("other", "other@example.org", RIGHT),
                        new Modification(ModificationType.REPLACE, "mail", "twin@example.org"));
        people.administrator()
                .modify(
                        people.addPerson("program", "program@example.org", RIGHT),
                        new Modification(
                                ModificationType.ADD, "objectClass", "simpleSecurityObject"));
        verify("ada", RIGHT);
    }

    @AfterEach
    void stop() {
        people.close();
        directory.close();
    }

    @Test
    void everyRefusalCostsOneSearchAndOneBind() {
        List<String> wrong = workOf("ada", "wrong");

        assertThat(wrong).filteredOn("bind"::equals).hasSize(1);
        assertThat(wrong).filteredOn("search ou=people,dc=example,dc=org"::equals).hasSize(1);
        assertThat(workOf("unknown", RIGHT)).isEqualTo(wrong);
        assertThat(workOf("disabled", RIGHT)).isEqualTo(wrong);
        assertThat(workOf("twin@example.org", RIGHT)).isEqualTo(wrong);
        assertThat(workOf("program", RIGHT)).isEqualTo(wrong);
    }

    @Test
    void anAccountWithTooManyWrongPasswordsCostsTheSame() {
        List<String> wrong = workOf("ada", "wrong");
        IntStream.range(0, 12).forEach(_ -> verify("ada", "wrong"));

        assertThat(workOf("ada", RIGHT)).isEqualTo(wrong);
    }

    @Test
    void theRightPasswordCostsOneBindToo() {
        asked.clear();

        assertThat(verify("ada", RIGHT)).isInstanceOf(PasswordVerified.class);
        assertThat(asked).filteredOn("bind"::equals).hasSize(1);
    }

    /** What costs nothing is known without any account. */
    @Test
    void whatNobodyCanTypeIsNotAsked() {
        asked.clear();

        assertThat(verify("ada", "x".repeat(1025))).isInstanceOf(PasswordRejected.class);
        assertThat(asked).isEmpty();
    }

    /** A server that hashes takes its time for an account that is there, and for no other. */
    @Test
    void aRefusalWaitsForAsLongAsTheSlowestOfTheLastOnes() {
        List<Duration> waits = new ArrayList<>();
        RefusalPace pace = new RefusalPace(waits::add);

        pace.ofNone(Duration.ofMillis(1));
        pace.ofAnAccount(Duration.ofMillis(80));
        pace.ofNone(Duration.ofMillis(2));
        pace.ofAnAccount(Duration.ofMillis(70));
        pace.ofAnAccount(Duration.ofSeconds(5));
        pace.ofNone(Duration.ZERO);
        IntStream.range(0, 32).forEach(_ -> pace.ofAnAccount(Duration.ofMillis(30)));
        pace.ofNone(Duration.ofMillis(10));

        assertThat(waits.subList(0, 3))
                .containsExactly(
                        Duration.ofMillis(78), Duration.ofMillis(10), Duration.ofSeconds(1));
        assertThat(waits.getLast()).isEqualTo(Duration.ofMillis(20));
    }

    private List<String> workOf(String identifier, String password) {
        asked.clear();
        assertThat(verify(identifier, password)).isInstanceOf(PasswordRejected.class);
        return List.copyOf(asked);
    }

    private Object verify(String identifier, String password) {
        return said(
                people.services()
                        .credentials()
                        .signIn()
                        .verify(
                                new VerifyPassword(
                                        "command-1",
                                        identifier,
                                        List.of("uid", "mail"),
                                        new TypedPassword(password))));
    }
}
