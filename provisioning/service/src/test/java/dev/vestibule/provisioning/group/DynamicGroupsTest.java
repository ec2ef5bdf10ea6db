package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServerWithSchema;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** What is true of dynamic groups alone, and of groups that change their kind. */
@ParameterizedClass
@ArgumentsSource(EveryServerWithSchema.class)
class DynamicGroupsTest {
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    DynamicGroupsTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theGroupsEntryIsASearchForItsMembers() throws LDAPException {
        login(List.of(group));

        assertThat(people.values(People.groupDn(group), "memberURL"))
                .containsExactly(
                        "ldap:///ou=people,dc=example,dc=org??sub?(vestibuleGroup=%s)"
                                .formatted(group));
        assertThat(people.values(People.groupDn(group), "objectClass")).contains("groupOfURLs");
    }

    @Test
    void aGroupThatBecomesDynamicTakesItsMembersAlongAtTheirNextLogin() throws LDAPException {
        listed(List.of(group));

        Account account = login(List.of(group));
        people.administrator().delete(People.groupDn(group));

        assertThat(carried(account)).containsExactly(group);
        assertThat(login(List.of(group)).groups()).containsExactly(group);
    }

    @Test
    void aGrantFromBeforeTheChangeIsWithdrawnFromBothKinds() throws LDAPException {
        listed(List.of(group));
        login(List.of(group));

        Account account = login(List.of());

        assertThat(account.groups()).isEmpty();
        assertThat(carried(account)).isEmpty();
        assertThat(people.memberDns(group)).isEqualTo(people.nobody());
    }

    @Test
    void aListedMembershipGivenByHandIsNotTakenForAGrant() throws LDAPException {
        people.addGroup(group, login(List.of()).dn());
        login(List.of(group));

        assertThat(login(List.of()).groups()).containsExactly(group);
    }

    private Account login(List<String> groups) {
        return people.account(
                LoginCommand.of(ada).granting(groups).in(Membership.DYNAMIC).command());
    }

    private void listed(List<String> groups) {
        people.provisioned(People.login("google", ada, Map.of(), groups));
    }

    private List<String> carried(Account account) throws LDAPException {
        return people.records(account.dn(), "vestibuleGroup");
    }
}
