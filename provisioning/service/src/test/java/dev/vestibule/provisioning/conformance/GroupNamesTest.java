package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Groups keep the names that providers give them, whatever a directory forbids somewhere. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class GroupNamesTest {
    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();

    GroupNamesTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b:c",
                "x,y+z",
                "\"quoted\"",
                "#hash",
                "semi;colon=equals",
                "<angle> *?[]|@",
                "back\\slash",
                "ends with a dot.",
                "Gruppe für Ärger"
            })
    void aNameWithSpecialCharactersIsKeptGrantedAndWithdrawn(String text) throws LDAPException {
        String name = text.substring(0, 1) + ada + text.substring(1);

        UserProvisioned granted = people.provisioned(People.login(ada, Map.of(), List.of(name)));

        assertThat(granted.account().groups()).containsExactly(name);
        assertThat(shortName(name)).doesNotContainPattern("[\"/\\\\\\[\\]:;|=,+*?<>@]|\\.$");
        assertThat(people.provisioned(People.login(ada, Map.of(), List.of())).account().groups())
                .isEmpty();
    }

    @Test
    void namesThatDifferInSpecialCharactersOnlyAreDifferentGroups() throws LDAPException {
        List<String> names = List.of(ada + "/x", ada + ":x", ada + ";x", ada + "_x");

        List<String> granted =
                people.provisioned(People.login(ada, Map.of(), names)).account().groups();

        assertThat(granted).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Active Directory has a limit of 64; nothing is written for somebody who is refused. */
    @Test
    void aNameThatIsTooLongIsRefusedByNameBeforeAnythingIsWritten() {
        String name = ada + "x".repeat(65 - ada.length());

        Object reply = people.provision(People.login(ada, Map.of(), List.of(name)));

        if (directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY) {
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            AttributeRejected.class,
                            refused -> assertThat(refused.attribute()).isEqualTo("groups"));
            assertThat(
                            said(
                                    people.users()
                                            .find(
                                                    new FindAccount(
                                                            new FederatedIdentity(
                                                                    People.ISSUER, ada)))))
                    .isInstanceOf(NoSuchAccount.class);
        } else {
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            UserProvisioned.class,
                            made -> assertThat(made.account().groups()).containsExactly(name));
        }
    }

    /** The second name that Active Directory wants of a group; elsewhere there is none. */
    private String shortName(String name) throws LDAPException {
        Entry group =
                Objects.requireNonNull(
                        people.administrator()
                                .searchForEntry(
                                        "ou=groups," + TestDirectory.BASE,
                                        SearchScope.SUB,
                                        Filter.createEqualityFilter("cn", name)));
        return Objects.requireNonNullElse(group.getAttributeValue("sAMAccountName"), "");
    }
}
