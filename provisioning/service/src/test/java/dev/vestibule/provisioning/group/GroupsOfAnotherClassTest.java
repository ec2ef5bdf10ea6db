package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServerWithSchema;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;

/** Groups of other classes, on the servers that have them. */
@ParameterizedClass
@ArgumentsSource(EveryServerWithSchema.class)
class GroupsOfAnotherClassTest {
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    GroupsOfAnotherClassTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aGroupOfUniqueNamesIsRefusedByNameAndForGood() throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "groupOfUniqueNames"),
                        new Attribute("cn", group),
                        new Attribute("uniqueMember", people.placeholder()));

        Object reply =
                people.provision(
                        LoginCommand.of(ada).granting(List.of(group)).naming(group).command());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        PolicyRefused.class,
                        refused ->
                                assertThat(refused.detail())
                                        .contains("cn=" + group)
                                        .contains("groupOfUniqueNames"));
        assertThat(people.linkedAccounts(ada)).isZero();
    }

    @Test
    void aClassWithoutMembersIsRefusedByName() throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "organizationalRole"),
                        new Attribute("cn", group));

        Object reply =
                people.provision(
                        LoginCommand.of(ada).granting(List.of(group)).naming(group).command());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        PolicyRefused.class,
                        refused -> assertThat(refused.detail()).contains("cn=" + group));
    }

    @Test
    void anotherClassThatTheConfigurationDoesNotNameKeepsNobodyOut() throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn(group),
                        new Attribute("objectClass", "organizationalRole"),
                        new Attribute("cn", group));

        assertThat(login(ada, group).changes().withheld()).containsExactly(group);
    }

    /**
     * A group of the gateway that an administrator has described is the gateway's where a class
     * says so.
     */
    @Test
    void anotherDescriptionChangesNothingWhereAClassIsTheMark() throws LDAPException {
        login(ada, group);
        people.administrator()
                .modify(
                        People.groupDn(group),
                        new Modification(ModificationType.REPLACE, "description", "The team"));

        assertThat(login(ada + "-o", group).account().groups()).containsExactly(group);
    }

    private UserProvisioned login(String subject, String name) {
        return people.provisioned(LoginCommand.of(subject).granting(List.of(name)).command());
    }
}
