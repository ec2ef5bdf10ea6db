package dev.vestibule.provisioning;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.audit.AuditTrail;
import dev.vestibule.provisioning.bus.CommandBus;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.SilentServer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

@Timeout(120)
@ExtendWith(VertxExtension.class)
class ProvisioningVerticleTest {
    private static final ProvisionUser ADA =
            People.login("ada", Map.of("sn", List.of("Lovelace")), List.of("staff"));

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Vertx vertx;
    private CommandBus bus;

    @BeforeEach
    void open(Vertx vertx) {
        this.vertx = vertx;
        bus = CommandBus.local(vertx);
    }

    @Test
    void aCommandOnTheEventBusIsAnsweredWithTheAccount() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(directory.config());

            Object reply = request(ADA);

            assertThat(reply).isInstanceOf(UserProvisioned.class);
            assertThat(((UserProvisioned) reply).account().groups()).containsExactly("staff");
        }
    }

    @Test
    void aQueryOnTheEventBusIsAnswered() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(directory.config());

            FindAccount query = new FindAccount(new FederatedIdentity(People.ISSUER, "nobody"));

            assertThat(request(query)).isInstanceOf(NoSuchAccount.class);
        }
    }

    @Test
    void readinessIsAnsweredByTheDirectory() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(directory.config());

            assertThat(request(new CheckDirectory())).isEqualTo(new DirectoryReady());
        }
    }

    @Test
    void aMissingContainerIsNotReady() throws Exception {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            directory.administrator().delete("ou=people,dc=example,dc=org");
            deploy(directory.config());

            assertThat(request(new CheckDirectory())).isInstanceOf(PolicyRefused.class);
        }
    }

    @Test
    void anUnreachableDirectoryIsAnsweredAtOnceAndUsedAsSoonAsItIsThere() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            DirectoryConfig config = directory.config();
            directory.stop();
            deploy(config);
            Instant before = Instant.now();
            assertThat(request(ADA)).isInstanceOf(DirectoryUnavailable.class);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            directory.restart();

            assertThat(request(ADA)).isInstanceOf(UserProvisioned.class);
        }
    }

    @Test
    void aRestartOfTheDirectoryIsNotNoticed() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            DirectoryConfig config = directory.config();
            deploy(config);
            for (int i = 0; i < 3; i++) {
                assertThat(request(ADA)).isInstanceOf(UserProvisioned.class);
                directory.stop();
                directory.restart();
            }

            assertThat(request(ADA)).isInstanceOf(UserProvisioned.class);
        }
    }

    @Test
    void aDirectoryThatNeverAnswersIsUnavailableInTime() {
        try (SilentServer silent = new SilentServer()) {
            deploy(impatient(InMemoryDirectory.config(silent.port()), 8));

            Instant before = Instant.now();
            Object reply = request(ADA);

            assertThat(reply).isInstanceOf(DirectoryUnavailable.class);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void theCommandThatIsTooManyIsRefusedAtOnce() {
        try (SilentServer silent = new SilentServer()) {
            deploy(impatient(InMemoryDirectory.config(silent.port()), 2));
            Future<?> first = bus.send(ADA, TIMEOUT);
            Future<?> second = bus.send(ADA, TIMEOUT);

            Object third = request(ADA);

            assertThat(third)
                    .isEqualTo(new DirectoryUnavailable("too many commands are under way"));
            assertThat(first.isComplete() || second.isComplete()).isFalse();
        }
    }

    @Test
    void aPausedDirectoryIsUsedAgainWhenItGoesOn() {
        try (OpenLdapDirectory directory = OpenLdapDirectory.start()) {
            deploy(impatient(directory.config(), 8));
            assertThat(answerInTheEnd()).isInstanceOf(UserProvisioned.class);
            directory.server().pause();
            Object paused = request(ADA);
            directory.server().resume();

            assertThat(paused).isInstanceOf(DirectoryUnavailable.class);
            assertThat(answerInTheEnd()).isInstanceOf(UserProvisioned.class);
        }
    }

    @Test
    void aReadOnlyOpenLdapIsUnavailable() {
        try (OpenLdapDirectory directory = OpenLdapDirectory.startReadOnly()) {
            deploy(directory.config());

            assertThat(request(ADA))
                    .isEqualTo(new DirectoryUnavailable("the directory is read-only"));
        }
    }

    @Test
    void aWrongPasswordIsAnsweredAsUnavailable() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            deploy(
                    InMemoryDirectory.config(
                            directory.config().urls().getFirst().getPort(), "wrong"));

            assertThat(request(new CheckDirectory())).isInstanceOf(DirectoryUnavailable.class);
        }
    }

    @Test
    void afterStoppingNobodyAnswers() {
        try (InMemoryDirectory directory = InMemoryDirectory.start()) {
            String deployment = deploy(directory.config());
            vertx.undeploy(deployment).await();

            assertThat(request(ADA))
                    .asInstanceOf(type(DirectoryUnavailable.class))
                    .extracting(DirectoryUnavailable::detail, STRING)
                    .contains("No handlers");
        }
    }

    @Test
    void stoppingLetsACommandFinish() {
        try (SilentServer silent = new SilentServer()) {
            String deployment = deploy(impatient(InMemoryDirectory.config(silent.port()), 8));
            Future<Reply<ProvisionUser.Result>> reply = bus.send(ADA, TIMEOUT);

            vertx.undeploy(deployment).await();

            assertThat(said(reply.await())).isInstanceOf(DirectoryUnavailable.class);
        }
    }

    private static DirectoryConfig impatient(DirectoryConfig config, int inFlight) {
        DirectoryLimits limits =
                new DirectoryLimits(
                        2,
                        inFlight,
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1));
        return new Reconfigured(config).within(limits);
    }

    private String deploy(DirectoryConfig config) {
        return vertx.deployVerticle(
                        new ProvisioningVerticle(
                                bus, config, config, InstantSource.system(), AuditTrail.none()),
                        ProvisioningVerticle.deploymentOptions())
                .await();
    }

    /** A busy machine may answer later than the service waits; then it is asked again. */
    private Object answerInTheEnd() {
        Instant end = Instant.now().plusSeconds(60);
        Object reply = request(ADA);
        while (reply instanceof DirectoryUnavailable && Instant.now().isBefore(end)) {
            reply = request(ADA);
        }
        return reply;
    }

    private Object request(Command<?> command) {
        return said(bus.send(command, TIMEOUT).await());
    }
}
