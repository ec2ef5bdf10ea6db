package dev.vestibule.provisioning.merge;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What only a directory without a rule for unique links lets happen. */
class ConflictTest {
    private final InMemoryDirectory directory = InMemoryDirectory.start();
    private final People people = new People(directory);

    @BeforeEach
    void linkTwoAccounts() throws LDAPException {
        add("ada", People.ISSUER + " 1");
        add("countess", People.ISSUER + " 1");
    }

    @AfterEach
    void stop() {
        people.close();
        directory.close();
    }

    @Test
    void twoAccountsWithOneLinkAreAConflictAndNotWritten() throws LDAPException {
        var reply = people.provision(People.login("1", Map.of("sn", List.of("New")), null));

        assertThat(reply).isInstanceOf(AccountConflict.class);
        assertThat(((AccountConflict) reply).detail()).contains("uid=ada").contains("uid=countess");
        assertThat(people.linked("1"))
                .extracting(entry -> entry.getAttributeValue("sn"))
                .containsOnly("King");
    }

    @Test
    void aQueryForThemIsAConflictToo() {
        var query = new FindAccount(new FederatedIdentity(People.ISSUER, "1"));

        assertThat(said(people.users().find(query))).isInstanceOf(AccountConflict.class);
    }

    @Test
    void twoSubjectsOfOneProviderOnOneAccountAreAConflictForBoth() throws LDAPException {
        add("grace", People.ISSUER + " 2", People.ISSUER + " 3", "https://other.example 2");

        for (String subject : List.of("2", "3")) {
            var reply = people.provision(People.login(subject, Map.of(), null));
            var found =
                    said(
                            people.users()
                                    .find(
                                            new FindAccount(
                                                    new FederatedIdentity(
                                                            People.ISSUER, subject))));

            assertThat(reply).isInstanceOf(AccountConflict.class).isEqualTo(found);
            assertThat(((AccountConflict) reply).detail()).contains("uid=grace", "2 subjects");
        }
    }

    @Test
    void anotherClaimOfTheSameProviderIsNoOtherProvider() throws LDAPException {
        add("grace", People.ISSUER + " 2", People.ISSUER + "#employee_id 2");

        assertThat(people.provision(People.login("2", Map.of(), null)))
                .isInstanceOf(AccountConflict.class);
    }

    @Test
    void aProviderWhoseNameBeginsLikeAnothersIsAnother() throws LDAPException {
        add("grace", People.ISSUER + " 2", People.ISSUER + ".org 2");

        assertThat(people.provision(People.login("2", Map.of(), null)))
                .isInstanceOf(UserProvisioned.class);
    }

    @Test
    void theWrongLinkTakenAwayTheOtherSignsInAgain() throws LDAPException {
        String dn = add("grace", People.ISSUER + " 2", People.ISSUER + " 3");
        var wrong = new FederatedIdentity(People.ISSUER, "3");

        said(people.services().links().unlink(new UnlinkAccount("c", dn, wrong, null, false)));

        assertThat(people.provision(People.login("2", Map.of(), null)))
                .isInstanceOf(UserProvisioned.class);
    }

    private String add(String uid, String... links) throws LDAPException {
        String dn = "uid=" + uid + ",ou=people,dc=example,dc=org";
        people.administrator()
                .add(
                        dn,
                        new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                        new Attribute("cn", uid),
                        new Attribute("sn", "King"),
                        new Attribute("vestibuleFederatedIdentity", links));
        return dn;
    }
}
