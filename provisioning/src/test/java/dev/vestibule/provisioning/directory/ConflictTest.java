package dev.vestibule.provisioning.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountConflict;
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
        add("ada");
        add("countess");
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

        assertThat(people.users().find(query)).isInstanceOf(AccountConflict.class);
    }

    private void add(String uid) throws LDAPException {
        people.administrator()
                .add(
                        "uid=" + uid + ",ou=people,dc=example,dc=org",
                        new Attribute("objectClass", "inetOrgPerson", "vestibuleAccount"),
                        new Attribute("cn", uid),
                        new Attribute("sn", "King"),
                        new Attribute("vestibuleFederatedIdentity", People.ISSUER + " 1"));
    }
}
