package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.FaultyAnswers;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.Relay;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a directory in trouble says, or no longer says. */
class UnreliableDirectoryTest {
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final String ada = People.freshName();
    private final ProvisionUser login =
            People.login(ada, Map.of("mail", List.of("ada@b.example")), List.of(ada));

    /** Size and time limits, busy, unavailable, other. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 11, 51, 52, 80})
    void aSearchThatTheServerCannotDoIsUnavailableAndTheNextCommandWorks(int code) {
        FaultyAnswers answers = new FaultyAnswers();
        try (InMemoryDirectory directory = InMemoryDirectory.start(answers);
                People people = new People(directory)) {
            answers.searchesEndWith(ResultCode.valueOf(code));
            assertThat(people.provision(login)).isInstanceOf(DirectoryUnavailable.class);
            answers.mend();

            assertThat(people.provisioned(login).outcome()).isEqualTo(Outcome.CREATED);
        }
    }

    @Test
    void aReferralIsRefusedByNameAndNeverFollowed() {
        FaultyAnswers answers = new FaultyAnswers();
        try (EmbeddedTestDirectory elsewhere = EmbeddedTestDirectory.start();
                Relay other = Relay.to(elsewhere);
                InMemoryDirectory directory = InMemoryDirectory.start(answers);
                People people = new People(directory)) {
            answers.writesEndWith(ResultCode.REFERRAL, "ldap://127.0.0.1:" + other.port());

            assertThat(people.provision(login))
                    .isInstanceOfSatisfying(
                            DirectoryUnavailable.class,
                            refused -> assertThat(refused.detail()).contains("never followed"));
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void aReferralEntryAmongPeopleIsNotFollowed() throws LDAPException {
        try (EmbeddedTestDirectory elsewhere = EmbeddedTestDirectory.start();
                Relay other = Relay.to(elsewhere);
                InMemoryDirectory directory = InMemoryDirectory.start();
                People people = new People(directory)) {
            directory
                    .administrator()
                    .add(
                            "ou=abroad,ou=people," + TestDirectory.BASE,
                            new Attribute("objectClass", "top", "referral", "extensibleObject"),
                            new Attribute("ou", "abroad"),
                            new Attribute(
                                    "ref",
                                    "ldap://127.0.0.1:%d/ou=people,%s"
                                            .formatted(other.port(), TestDirectory.BASE)));

            people.provisioned(login);

            assertThat(other.connections()).isZero();
            assertThat(people.linkedAccounts(ada)).isOne();
        }
    }

    @Test
    void aServerThatSaysGoodbyeInTheMiddleIsNotNoticed() {
        try (EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
                Relay relay = Relay.to(directory);
                People people = people(directory, relay)) {
            people.provisioned(login);
            relay.sayGoodbye();

            assertThat(people.provisioned(login).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    @Test
    void anAddWhoseAnswerWasLostIsRepeatedAndRecognisedAsOurs() throws LDAPException {
        try (EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
                Relay relay = Relay.to(directory);
                People people = people(directory, relay)) {
            people.provisioned(People.login(ada + "other-x", Map.of(), null));
            relay.answers(Relay.Answers.SWALLOWED_FOR_ONE_ADD);

            UserProvisioned reply = people.provisioned(People.login(ada, Map.of(), null));

            assertThat(reply.account().username()).isEqualTo(ada);
            assertThat(people.linkedAccounts(ada)).isOne();
        }
    }

    @Test
    void aCommandWhoseAnswersWereLostEndsInOneAccountWhenItIsSentAgain() throws LDAPException {
        try (EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
                Relay relay = Relay.to(directory);
                People people = people(directory, relay)) {
            people.provisioned(People.login(ada + "other-x", Map.of(), null));
            relay.answers(Relay.Answers.SWALLOWED_FROM_AN_ADD_ON);
            assertThat(people.provision(login)).isInstanceOf(DirectoryUnavailable.class);
            relay.answers(Relay.Answers.PASSED);

            UserProvisioned again = people.provisioned(login);

            assertThat(again.outcome()).isNotEqualTo(Outcome.CREATED);
            assertThat(people.linkedAccounts(ada)).isOne();
            assertThat(people.members(ada)).containsExactly(again.account().dn());
        }
    }

    @Test
    void aSlowServerIsGivenUpWithinTheCommandsTime() {
        try (EmbeddedTestDirectory directory = EmbeddedTestDirectory.start();
                Relay relay = Relay.to(directory);
                People people = people(directory, relay)) {
            people.provisioned(login);
            relay.answers(Relay.Answers.SWALLOWED);
            assertThat(people.provision(login)).isInstanceOf(DirectoryUnavailable.class);
            relay.answers(Relay.Answers.PASSED);

            assertThat(people.provisioned(login).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
    }

    private static People people(TestDirectory directory, Relay relay) {
        DirectoryLimits limits =
                new DirectoryLimits(
                        4,
                        64,
                        PATIENCE,
                        PATIENCE,
                        PATIENCE,
                        Duration.ofSeconds(8),
                        Duration.ofMinutes(30));
        return new People(
                directory,
                new Reconfigured(new Reconfigured(directory.config()).within(limits))
                        .at(List.of(URI.create("ldap://127.0.0.1:" + relay.port()))));
    }
}
