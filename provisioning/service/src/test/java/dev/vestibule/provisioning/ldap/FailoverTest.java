package dev.vestibule.provisioning.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.Relay;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Several servers of one directory, the first preferred. */
class FailoverTest {
    private final EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
    private final Relay first = Relay.to(directory);
    private final Relay second = Relay.to(directory);
    private final String ada = People.freshName();
    private final ProvisionUser login = People.login(ada, Map.of(), List.of(ada));

    @AfterEach
    void stop() {
        first.close();
        second.close();
        directory.close();
    }

    @Test
    void theFirstServerIsUsedAsLongAsItAnswers() {
        try (People people = people(first.port(), second.port())) {
            people.provisioned(login);

            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void aServerThatRefusesConnectionsIsPassedOver() {
        first.close();

        try (People people = people(first.port(), second.port())) {
            people.provisioned(login);

            assertThat(people.linkedAccounts(ada)).isOne();
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsPassedOverAndThenLeftAlone() {
        first.answers(Relay.Answers.SWALLOWED);
        try (People people = people(first.port(), second.port())) {
            people.provisioned(login);
            int tried = first.connections();
            second.refuse();
            second.admit();

            people.provisioned(login);

            assertThat(tried).isPositive();
            assertThat(first.connections()).isEqualTo(tried);
        }
    }

    @Test
    void aCommandUnderWayGoesOnAtTheNextServerWhenTheFirstDies() {
        try (People people = people(first.port(), second.port())) {
            people.provisioned(login);
            first.refuse();

            people.provisioned(People.login(ada, Map.of(), List.of()));

            assertThat(second.connections()).isPositive();
        }
    }

    @Test
    void theFirstServerIsPreferredAgainAfterAWhile() {
        try (People people = people(first.port(), second.port())) {
            first.refuse();
            people.provisioned(login);
            first.admit();

            Instant deadline = Instant.now().plusSeconds(60);
            while (first.connections() == 0 && Instant.now().isBefore(deadline)) {
                people.provisioned(login);
            }

            assertThat(first.connections()).isPositive();
        }
    }

    @Test
    void withoutAnyServerTheDirectoryIsUnavailableAndItIsUsedAsSoonAsOneIsBack() {
        try (People people = people(first.port(), second.port())) {
            first.refuse();
            second.refuse();
            assertThat(people.provision(login)).isInstanceOf(DirectoryUnavailable.class);
            second.admit();

            people.provisioned(login);

            assertThat(people.linkedAccounts(ada)).isOne();
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private People people(int... ports) {
        List<URI> urls =
                IntStream.of(ports)
                        .mapToObj(port -> URI.create("ldap://127.0.0.1:" + port))
                        .toList();
        DirectoryLimits limits =
                new DirectoryLimits(
                        4,
                        64,
                        LIMIT,
                        LIMIT,
                        LIMIT,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(1_500));
        return new People(
                directory,
                new Reconfigured(new Reconfigured(directory.config()).within(limits)).at(urls));
    }
}
