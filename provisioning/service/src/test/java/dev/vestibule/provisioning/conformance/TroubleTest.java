package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryLimits;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.Disturbance;
import dev.vestibule.provisioning.testing.EmbeddedTestDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.Means;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.Relay;
import dev.vestibule.provisioning.testing.SilentServer;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Servers that refuse, send elsewhere, cut answers short or say nothing at all. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class TroubleTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String PASSWORD = "Right-password-1";

    private final TestDirectory directory;
    private final Means means;
    private final People people;
    private final String ada = People.freshName();
    private final String group = "g-" + ada;

    TroubleTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        means = this.directory.means();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    /** The server in memory knows no rights: there anybody may write. */
    @Test
    void anAccountWithoutTheRightToWriteIsRefusedAndNothingIsHalfDone() throws LDAPException {
        String dn = people.account(People.login("p-" + ada, Map.of(), null)).dn();
        means.setPassword(dn, PASSWORD);
        DirectoryConfig powerless = directory.config().as(dn, new DirectoryPassword(PASSWORD));

        try (People others = new People(directory, powerless)) {
            Object reply = others.provision(login());

            if (means.givesRights() || means.linksAreUnique()) {
                assertThat(reply).isInstanceOf(PolicyRefused.class);
                assertNothingWritten();
            } else {
                assertThat(reply).isInstanceOf(UserProvisioned.class);
            }
        }
    }

    /** In memory, embedded and in Active Directory there is no such mode to switch on. */
    @Test
    void aReadOnlyDirectoryIsSaidToBeOneAndNothingIsHalfDone() throws LDAPException {
        try (Disturbance readOnly = means.readOnly()) {
            if (readOnly == null) {
                assertThat(people.provision(login())).isInstanceOf(UserProvisioned.class);
                return;
            }
            try (People others = new People(directory, readOnly.config())) {
                assertThat(others.provision(login()))
                        .isEqualTo(new DirectoryUnavailable("the directory is read-only"));
            }
        }
        assertNothingWritten();
    }

    /** Samba refers nobody who searches: there the container is missing, which is told too. */
    @Test
    void aReferralIsRefusedByNameAndNeverFollowed() throws LDAPException {
        try (EmbeddedTestDirectory elsewhere = EmbeddedTestDirectory.start();
                Relay other = Relay.to(elsewhere);
                Disturbance referring = means.referral("ldap://127.0.0.1:" + other.port());
                People others = new People(directory, referring.config())) {
            Object reply = others.provision(login());

            if (directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY) {
                assertThat(reply).isInstanceOf(PolicyRefused.class);
            } else {
                assertThat(reply)
                        .isInstanceOfSatisfying(
                                DirectoryUnavailable.class,
                                refused ->
                                        assertThat(refused.detail())
                                                .contains("referral")
                                                .contains("never followed"));
            }
            assertThat(other.connections()).isZero();
        }
        assertNothingWritten();
    }

    /** The limit is two entries. Embedded and Samba have none, and answer whatever is asked. */
    @Test
    void anAnswerThatIsCutShortIsAFailureAndNeverTakenForTheWhole() throws LDAPException {
        try (Disturbance limited = means.sizeLimit()) {
            if (limited == null) {
                assertThat(everybody()).isPositive();
                return;
            }
            for (int number = 0; number < 3; number++) {
                assertThat(firstLogin(limited, number)).isInstanceOf(UserProvisioned.class);
            }

            assertThat(firstLogin(limited, 3)).isInstanceOf(DirectoryUnavailable.class);
            assertThat(found(limited, 0)).isInstanceOf(Account.class);
            assertThat(found(limited, 3)).isInstanceOf(NoSuchAccount.class);
            assertThat(checked(limited)).isInstanceOf(DirectoryUnavailable.class);
        }
    }

    @Test
    void memberOfMoreGroupsThanTheServerTellsIsAFailure() throws LDAPException {
        try (Disturbance limited = means.sizeLimit()) {
            if (limited == null) {
                assertThat(everybody()).isPositive();
                return;
            }
            ProvisionUser login =
                    People.login(ada, Map.of(), List.of(group + "1", group + "2", group + "3"));
            try (People others = new People(directory, limited.config())) {
                others.provision(login);

                assertThat(others.provision(login)).isInstanceOf(DirectoryUnavailable.class);
            }
        }
    }

    @Test
    void aClosedPortIsToldWithinTheTime() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertUnavailable(at(closed));
    }

    @Test
    void aServerThatSaysNothingIsGivenUpWithinTheTime() {
        try (SilentServer silent = new SilentServer()) {
            assertUnavailable(at(silent.port()));
        }
    }

    /** The servers of this process cannot be frozen without freezing the test. */
    @Test
    void aServerThatFreezesIsGivenUpAndUsedAgainAfterwards() {
        try (People others = new People(directory, patient(directory.config()))) {
            assertThat(answerInTheEnd(others)).isInstanceOf(UserProvisioned.class);
            if (!means.freeze()) {
                assertThat(others.provision(login())).isInstanceOf(UserProvisioned.class);
                return;
            }
            try {
                assertUnavailable(others);
            } finally {
                means.thaw();
            }
            assertThat(answerInTheEnd(others)).isInstanceOf(UserProvisioned.class);
        }
    }

    /** A busy machine may answer later than this node waits; then it is asked again. */
    private Object answerInTheEnd(People others) {
        Instant end = Instant.now().plusSeconds(60);
        Object reply = others.provision(login());
        while (reply instanceof DirectoryUnavailable && Instant.now().isBefore(end)) {
            reply = others.provision(login());
        }
        return reply;
    }

    private Object firstLogin(Disturbance limited, int number) {
        try (People others = new People(directory, limited.config())) {
            return others.provision(LoginCommand.of(identity(number)).wishing(ada).command());
        }
    }

    private Object found(Disturbance limited, int number) {
        try (People others = new People(directory, limited.config())) {
            return said(others.users().find(new FindAccount(identity(number))));
        }
    }

    private Object checked(Disturbance limited) {
        try (LdapConnections connections = LdapConnections.open(limited.config())) {
            return said(
                    DirectoryServices.of(limited.config(), connections, people.clock())
                            .accounts()
                            .check(
                                    new CheckAccounts(
                                            IntStream.range(0, 3)
                                                    .mapToObj(this::identity)
                                                    .toList())));
        }
    }

    private FederatedIdentity identity(int number) {
        return new FederatedIdentity(People.ISSUER, ada + number);
    }

    private int everybody() throws LDAPException {
        return directory
                .administrator()
                .search(
                        "ou=people," + TestDirectory.BASE,
                        SearchScope.SUB,
                        Filter.createPresenceFilter("objectClass"))
                .getEntryCount();
    }

    private ProvisionUser login() {
        return People.login(ada, Map.of(), List.of(group));
    }

    private void assertNothingWritten() throws LDAPException {
        FindAccount query = new FindAccount(new FederatedIdentity(People.ISSUER, ada));
        assertThat(said(people.users().find(query))).isInstanceOf(NoSuchAccount.class);
        assertThat(people.administrator().getEntry(People.groupDn(group))).isNull();
    }

    private DirectoryConfig at(int port) {
        String scheme = directory.config().urls().getFirst().getScheme();
        return new Reconfigured(patient(directory.config()))
                .at(List.of(URI.create("%s://127.0.0.1:%d".formatted(scheme, port))));
    }

    private void assertUnavailable(DirectoryConfig config) {
        try (People others = new People(directory, config)) {
            assertUnavailable(others);
        }
    }

    private void assertUnavailable(People others) {
        Instant before = Instant.now();
        assertThat(others.provision(login())).isInstanceOf(DirectoryUnavailable.class);
        assertThat(Duration.between(before, Instant.now()))
                .isLessThan(DirectoryLimits.defaults().commandTimeout());
    }

    private static DirectoryConfig patient(DirectoryConfig config) {
        return new Reconfigured(config)
                .within(
                        new DirectoryLimits(
                                4,
                                64,
                                PATIENCE,
                                PATIENCE,
                                PATIENCE,
                                Duration.ofSeconds(8),
                                Duration.ofMinutes(30)));
    }
}
