package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class UsernamesTest {
    private final People people;
    private final String ada = People.freshName();

    UsernamesTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aUsernameIsWrittenWholeAndTheEntryTellsItsProvider() throws LDAPException {
        Account one = people.account(login("1-" + ada, ada + "@one.example"));
        Account other = people.account(login("2-" + ada, ada + "@other.example"));

        assertThat(one.username()).isEqualTo(ada + "@one.example");
        assertThat(other.username()).isEqualTo(ada + "@other.example");
        assertThat(people.values(one.dn(), "vestibuleProvisionedBy")).containsExactly("google");
        assertThat(people.values(one.dn(), "vestibuleFederatedIdentity"))
                .containsExactly(People.ISSUER + " 1-" + ada);
    }

    @Test
    void anotherMappingOfTheUsernameMakesNeitherASecondAccountNorASecondLink()
            throws LDAPException {
        Account first = people.account(login(ada, ada));

        Account second = people.account(login(ada, ada + "@one.example"));

        assertThat(second.dn()).isEqualTo(first.dn());
        assertThat(second.username()).isEqualTo(ada);
        assertThat(people.linked(ada)).hasSize(1);
        assertThat(people.values(first.dn(), "vestibuleFederatedIdentity"))
                .containsExactly(People.ISSUER + " " + ada);
    }

    private static ProvisionUser login(String subject, String username) {
        return LoginCommand.of(subject).wishing(username).with("sn", "Lovelace").command();
    }
}
