package dev.vestibule.provisioning.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.Locale;
import java.util.Map;

/** The name that an account had before an administrator renamed it is nobody else's. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class FormerNamesTest {
    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();

    FormerNamesTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void anotherUserDoesNotGetTheNameOfARenamedAccount() throws LDAPException {
        rename(login(ada).account().dn(), ada + "-new");

        assertThat(other(ada).account().username()).isEqualTo(ada + "2");
        assertThat(other(ada.toUpperCase(Locale.ROOT)).account().username())
                .isNotEqualToIgnoringCase(ada);
    }

    @Test
    void everyFormerNameIsKept() throws LDAPException {
        rename(login(ada).account().dn(), ada + "-b");
        rename(login(ada).account().dn(), ada + "-c");

        assertThat(other(ada).account().username()).isEqualTo(ada + "2");
        assertThat(other(ada + "-b").account().username()).isEqualTo(ada + "-b2");
        assertThat(other(ada + "-c").account().username()).isEqualTo(ada + "-c2");
    }

    @Test
    void theRenamedAccountStaysItsUsersAccount() throws LDAPException {
        rename(login(ada).account().dn(), ada + "-new");

        UserProvisioned again = login(ada);

        assertThat(again.account().username()).isEqualTo(ada + "-new");
        assertThat(login(ada).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void theNameOfADeletedAccountIsFree() throws LDAPException {
        people.administrator().delete(login(ada).account().dn());

        // On another node: this one remembers for a while which names were taken.
        try (People elsewhere = new People(directory)) {
            assertThat(
                            elsewhere
                                    .provisioned(
                                            LoginCommand.of(ada + "/other").wishing(ada).command())
                                    .account()
                                    .username())
                    .isEqualTo(ada);
        }
    }

    private UserProvisioned login(String name) {
        return people.provisioned(People.login(name, Map.of(), null));
    }

    /** Of another subject that wishes the name. */
    private UserProvisioned other(String wish) {
        return people.provisioned(LoginCommand.of(wish + "/other").wishing(wish).command());
    }

    private void rename(String dn, String name) throws LDAPException {
        if (directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY) {
            people.administrator()
                    .modify(dn, new Modification(ModificationType.REPLACE, "sAMAccountName", name));
        } else {
            people.administrator().modifyDN(dn, "uid=" + name, true);
        }
    }
}
