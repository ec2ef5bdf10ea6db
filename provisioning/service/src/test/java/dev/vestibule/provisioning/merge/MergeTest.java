package dev.vestibule.provisioning.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class MergeTest {
    private final People people;
    private final String ada = People.freshName();

    MergeTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aChangedClaimIsWritten() throws LDAPException {
        login("mail", "old@example.org");

        UserProvisioned reply = login("mail", "new@example.org");

        assertThat(reply.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(reply.account().attributes()).containsEntry("mail", List.of("new@example.org"));
        assertThat(people.values(reply.account().dn(), "mail")).containsExactly("new@example.org");
    }

    @Test
    void aChangeOfCaseIsWritten() throws LDAPException {
        login("givenName", "ada");

        String dn = login("givenName", "Ada").account().dn();

        assertThat(people.values(dn, "givenName")).containsExactly("Ada");
    }

    @Test
    void severalValuesAreExchangedAsASet() throws LDAPException {
        login("mail", "a@example.org", "b@example.org");

        String dn = login("mail", "c@example.org", "b@example.org").account().dn();

        assertThat(people.values(dn, "mail"))
                .containsExactlyInAnyOrder("b@example.org", "c@example.org");
    }

    @Test
    void anAdministratorsValueIsKept() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();
        replace(dn, "mail", "by-hand@example.org");

        UserProvisioned reply = login("mail", "new@example.org");

        assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.values(dn, "mail")).containsExactly("by-hand@example.org");
    }

    @Test
    void anAttributeThatAnAdministratorRemovedStaysAway() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();
        replace(dn, "mail");

        login("mail", "new@example.org");

        assertThat(people.values(dn, "mail")).isEmpty();
    }

    @Test
    void anAdministratorsValueThatTheClaimCatchesUpWithFollowsItAgain() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();
        replace(dn, "mail", "next@example.org");
        login("mail", "next@example.org");

        login("mail", "last@example.org");

        assertThat(people.values(dn, "mail")).containsExactly("last@example.org");
    }

    @Test
    void anAbsentClaimKeepsTheValue() throws LDAPException {
        login("mail", "old@example.org");

        String dn = login("givenName", "Ada").account().dn();

        assertThat(people.values(dn, "mail")).containsExactly("old@example.org");
    }

    @Test
    void aBlankClaimKeepsTheValue() throws LDAPException {
        login("mail", "old@example.org");

        String dn = login("mail", "", "  ").account().dn();

        assertThat(people.values(dn, "mail")).containsExactly("old@example.org");
    }

    @Test
    void whatTheMappingDoesNotOwnIsNeverTouched() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();
        replace(dn, "title", "Countess");

        UserProvisioned reply = login("mail", "new@example.org");

        assertThat(people.values(dn, "title")).containsExactly("Countess");
        assertThat(reply.account().attributes()).containsEntry("title", List.of("Countess"));
    }

    @Test
    void aValueFromBeforeTheAttributeWasMappedIsKept() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();
        replace(dn, "title", "Countess");

        login("title", "Lady");

        assertThat(people.values(dn, "title")).containsExactly("Countess");
    }

    @Test
    void theMadeUpFamilyNameGivesWayToARealOne() throws LDAPException {
        String dn = login("mail", "old@example.org").account().dn();

        login("sn", "Lovelace");

        assertThat(people.values(dn, "sn")).containsExactly("Lovelace");
    }

    @Test
    void theCommonNameFollowsTheNamesThatItIsMadeOf() throws LDAPException {
        String dn = login("displayName", "Ada Byron").account().dn();

        login("displayName", "Ada Lovelace");

        assertThat(people.values(dn, "cn")).containsExactly("Ada Lovelace");
    }

    @Test
    void anotherNameForAnAttributeMeansTheSame() throws LDAPException {
        String dn = login("surname", "Byron").account().dn();

        login("surname", "Lovelace");

        assertThat(people.values(dn, "sn")).containsExactly("Lovelace");
    }

    @Test
    void anAccountThatIsLinkedByHandKeepsItsOwnValues() throws LDAPException {
        String dn = "uid=" + ada + ",ou=people,dc=example,dc=org";
        people.administrator()
                .add(
                        dn,
                        new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                        new Attribute("cn", "The Countess"),
                        new Attribute("sn", "King"),
                        new Attribute("vestibuleFederatedIdentity", People.ISSUER + " " + ada));

        UserProvisioned reply = login("sn", "Lovelace");

        assertThat(reply.account().dn()).isEqualTo(dn);
        assertThat(people.values(dn, "sn")).containsExactly("King");
    }

    private UserProvisioned login(String attribute, String... values) {
        return people.provisioned(People.login(ada, Map.of(attribute, List.of(values)), null));
    }

    private void replace(String dn, String attribute, String... values) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    }
}
