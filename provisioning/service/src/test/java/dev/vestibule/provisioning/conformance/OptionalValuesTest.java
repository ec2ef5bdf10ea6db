package dev.vestibule.provisioning.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** A value that is not what the directory takes never keeps a user from signing in. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class OptionalValuesTest {
    private static final String NUMBER = "+1 (604) 555-1234;ext=5678";
    private static final String ADDRESS = "12 High Street\nLondon\r\nat $5";

    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();

    OptionalValuesTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aTelephoneNumberWithAnExtensionIsWritten() throws LDAPException {
        UserProvisioned made = login("telephoneNumber", NUMBER);

        assertThat(made.changes().omitted()).isEmpty();
        assertThat(held(made, "telephoneNumber"))
                .containsExactly(keepsText() ? NUMBER : "+1 (604) 555-1234 ext. 5678");
    }

    @Test
    void theLinesOfAnAddressAreLinesInTheDirectory() throws LDAPException {
        assertThat(held(login("postalAddress", ADDRESS), "postalAddress"))
                .containsExactly(keepsText() ? ADDRESS : "12 High Street$London$at \\245");
    }

    @Test
    void theSameValueAgainChangesNothing() {
        login("telephoneNumber", NUMBER);

        assertThat(login("telephoneNumber", NUMBER).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aValueThatHasNoFormInTheDirectoryIsLeftOutAndNamed() throws LDAPException {
        UserProvisioned made = login("secretary", "Grace Hopper");

        assertThat(made.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(made.changes().omitted()).containsExactly("secretary");
        assertThat(held(made, "secretary")).isEmpty();
    }

    @Test
    void severalValuesForAnAttributeOfOneAreLeftOut() throws LDAPException {
        UserProvisioned made =
                people.provisioned(
                        People.login(ada, Map.of("displayName", List.of("Ada", "Lady L")), null));

        assertThat(made.changes().omitted()).containsExactly("displayName");
        assertThat(held(made, "displayName")).isEmpty();
    }

    @Test
    void aLaterValueThatIsLeftOutTakesNothingAway() throws LDAPException {
        String other = login("telephoneNumber", "+1 2").account().dn();
        people.provisioned(People.login(ada, Map.of(), null));
        List<String> before = people.values(other, "telephoneNumber");

        UserProvisioned later = login("telephoneNumber", "☎");

        if (!keepsText()) {
            assertThat(later.changes().omitted()).containsExactly("telephoneNumber");
            assertThat(people.values(other, "telephoneNumber")).isEqualTo(before);
        }
    }

    /** Active Directory has text for both, so that nothing has to be converted. */
    private boolean keepsText() {
        return directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;
    }

    private UserProvisioned login(String attribute, String value) {
        return people.provisioned(People.login(ada, Map.of(attribute, List.of(value)), null));
    }

    private List<String> held(UserProvisioned reply, String attribute) throws LDAPException {
        return people.values(reply.account().dn(), attribute);
    }
}
