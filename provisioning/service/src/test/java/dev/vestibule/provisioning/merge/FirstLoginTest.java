package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.AccountProposed;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.Map;

/** Accounts whose person is asked about name and password first. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class FirstLoginTest {
    private static final String PASSWORD = "correct horse battery";

    private final DirectoryUnderTest directory;
    private final People people;

    FirstLoginTest(DirectoryUnderTest directory) {
        this.directory = directory;
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aProposalWritesNothing() throws LDAPException {
        String name = People.freshName();

        Object reply = people.provision(asking(name, name, Mode.PROPOSE, null));

        assertThat(reply).isEqualTo(new AccountProposed("command-1", name, false));
        assertThat(people.linked(name)).isEmpty();
    }

    @Test
    void whoHasAnAccountIsNotAsked() {
        String name = People.freshName();
        people.account(People.login(name, Map.of(), null));

        Object reply = people.provision(asking(name, name, Mode.PROPOSE, null));

        assertThat(reply).isInstanceOf(UserProvisioned.class);
    }

    @Test
    void aChosenNameThatIsTakenIsNotWrittenAndAFreeOneProposed() throws LDAPException {
        String taken = People.freshName();
        String name = People.freshName();
        people.account(People.login(taken, Map.of(), null));

        Object reply = people.provision(asking(name, taken, Mode.AS_NAMED, null));

        assertThat(reply).isEqualTo(new AccountProposed("command-1", taken + "2", false));
        assertThat(people.linked(name)).isEmpty();
    }

    @Test
    void theChosenPasswordOpensTheAccount() throws LDAPException {
        String name = People.freshName();

        String dn = people.account(asking(name, name, Mode.AS_NAMED, PASSWORD)).dn();

        assertThat(bind(dn, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
        assertThat(bind(dn, PASSWORD + "x")).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(people.values(dn, "vestibuleSyncState"))
                .noneMatch(state -> state.startsWith("userPassword"));
    }

    @Test
    void whoWasInterruptedBeforeThePasswordIsAskedForItAgain() throws LDAPException {
        String name = People.freshName();
        String dn = people.account(People.login(name, Map.of(), null)).dn();
        wantPassword(dn);

        Object asked = people.provision(asking(name, name, Mode.PROPOSE, null));
        people.account(asking(name, name, Mode.CREATE, PASSWORD));

        assertThat(asked).isEqualTo(new AccountProposed("command-1", name, true));
        assertThat(bind(dn, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
        assertThat(people.provision(asking(name, name, Mode.PROPOSE, null)))
                .isInstanceOf(UserProvisioned.class);
    }

    @Test
    void nobodysPasswordIsReplaced() throws LDAPException {
        String name = People.freshName();
        String dn = people.account(asking(name, name, Mode.AS_NAMED, PASSWORD)).dn();

        people.account(asking(name, name, Mode.AS_NAMED, "another password"));

        assertThat(bind(dn, PASSWORD)).isEqualTo(ResultCode.SUCCESS);
    }

    private void wantPassword(String dn) throws LDAPException {
        people.administrator()
                .modify(
                        dn,
                        new Modification(
                                ModificationType.ADD, "vestibuleSyncState", "userPassword wanted"));
    }

    private static ProvisionUser asking(
            String subject, String username, Mode mode, @Nullable String password) {
        return LoginCommand.of(subject).wishing(username).asking(mode, password).command();
    }

    private ResultCode bind(String dn, String password) throws LDAPException {
        var url = directory.started().config().urls().getFirst();
        try (LDAPConnection ldap = new LDAPConnection(url.getHost(), url.getPort())) {
            return ldap.bind(dn, password).getResultCode();
        } catch (LDAPException refused) {
            return refused.getResultCode();
        }
    }
}
