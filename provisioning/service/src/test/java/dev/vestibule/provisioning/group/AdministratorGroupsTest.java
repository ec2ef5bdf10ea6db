package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;

/** Groups that somebody made before the gateway met them, on every server. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class AdministratorGroupsTest {
    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    AdministratorGroupsTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aProviderAloneLetsNobodyIn() throws LDAPException {
        people.addGroup(group, people.placeholder());

        UserProvisioned first = login("google", group);
        UserProvisioned second = login("google", group);

        assertThat(first.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(first.account().groups()).isEmpty();
        assertThat(first.changes().withheld()).containsExactly(group);
        assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.changes().withheld()).containsExactly(group);
        assertThat(people.memberDns(group)).containsExactly(new DN(people.placeholder()));
        assertThat(grants(first.account())).isEmpty();
    }

    @Test
    void norInAnySpelling() throws LDAPException {
        people.addGroup(group, people.placeholder());

        UserProvisioned reply = login("google", group.toUpperCase(), " " + group, group);

        assertThat(reply.account().groups()).isEmpty();
        assertThat(reply.changes().withheld()).containsExactly(group);
    }

    @Test
    void theOtherGroupsOfTheLoginAreJoined() throws LDAPException {
        people.addGroup(group, people.placeholder());

        UserProvisioned reply = login("google", group, "own-" + group);

        assertThat(reply.account().groups()).containsExactly("own-" + group);
    }

    @Test
    void aGroupThatTheConfigurationNamesIsJoined() throws LDAPException {
        people.addGroup(group, people.placeholder());

        UserProvisioned reply = naming(group);

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(reply.changes().withheld()).isEmpty();
        assertThat(people.memberDns(group)).contains(new DN(reply.account().dn()));
        assertThat(grants(reply.account())).containsExactly("google " + group);
    }

    @Test
    void aGroupThatTheConfigurationNamesNoLongerIsWithdrawn() throws LDAPException {
        people.addGroup(group, people.placeholder());
        Account account = naming(group).account();

        UserProvisioned reply = login("google", group);

        assertThat(reply.account().groups()).isEmpty();
        assertThat(reply.changes().withdrawn()).containsExactly(group);
        assertThat(people.memberDns(group)).doesNotContain(new DN(account.dn()));
    }

    @Test
    void aMemberByHandStaysAndIsNotTakenForOneOfTheProvider() throws LDAPException {
        Account account = login("google").account();
        people.addGroup(group, account.dn());

        UserProvisioned reply = login("google", group);

        assertThat(reply.account().groups()).containsExactly(group);
        assertThat(reply.changes().withheld()).isEmpty();
        assertThat(grants(account)).isEmpty();
        assertThat(login("google").account().groups()).containsExactly(group);
    }

    @Test
    void anotherConnectionThatDoesNotNameItIsNoGrant() throws LDAPException {
        people.addGroup(group, people.placeholder());
        naming(group);
        login("corp", group);

        Account account = login("google").account();

        assertThat(account.groups()).isEmpty();
        assertThat(grants(account)).isEmpty();
    }

    @Test
    void whatTheGatewayMadeThroughOneConnectionIsJoinedThroughAnother() {
        login("google", group);

        UserProvisioned reply =
                people.provisioned(
                        LoginCommand.of(ada + "-o")
                                .through("corp")
                                .granting(List.of(group))
                                .command());

        assertThat(reply.account().groups()).containsExactly(group);
    }

    @Test
    void aGroupThatIsMadeAgainByHandIsTheAdministrators() throws LDAPException {
        Account account = login("google", group).account();
        people.administrator().delete(People.groupDn(group));
        people.addGroup(group, people.placeholder());

        UserProvisioned reply = login("google", group);

        assertThat(reply.account().groups()).isEmpty();
        assertThat(reply.changes().withheld()).containsExactly(group);
        assertThat(grants(account)).isEmpty();
    }

    @Test
    void aGroupThatIsDeletedIsMadeAgainWithItsMembers() throws LDAPException {
        Account account = login("google", group).account();
        Account other = other().account();
        people.administrator().delete(People.groupDn(group));

        Account again = other().account();

        assertThat(again.groups()).containsExactly(group);
        assertThat(login("google", group).account().groups()).containsExactly(group);
        assertThat(people.memberDns(group))
                .containsExactlyInAnyOrder(new DN(account.dn()), new DN(other.dn()));
    }

    /** As a server does that does not follow names in groups. */
    @Test
    void whoIsRenamedKeepsTheMembership() throws LDAPException {
        Account account = login("google", group).account();
        people.administrator().modifyDN(account.dn(), renamed(), true);

        Account later = login("google", group).account();

        assertThat(later.dn()).isNotEqualTo(account.dn());
        assertThat(later.groups()).containsExactly(group);
        assertThat(people.memberDns(group)).contains(new DN(later.dn()));
    }

    @Test
    void theDirectorysSpellingCountsAtOnceAndOnRecord() throws LDAPException {
        Account first = login("google", group).account();

        Account account = other(group.toUpperCase()).account();

        assertThat(account.groups()).isEqualTo(first.groups());
        assertThat(grants(account)).containsExactly("google " + group);
        assertThat(other(group.toUpperCase()).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    private String renamed() {
        boolean domain = directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;
        return (domain ? "CN=" : "uid=") + ada + "-renamed";
    }

    private UserProvisioned other(String... groups) {
        return people.provisioned(
                LoginCommand.of(ada + "-o")
                        .granting(List.of(groups.length == 0 ? new String[] {group} : groups))
                        .command());
    }

    private UserProvisioned naming(String name) {
        return people.provisioned(
                LoginCommand.of(ada).granting(List.of(name)).naming(name).command());
    }

    private UserProvisioned login(String connection, String... groups) {
        return people.provisioned(
                LoginCommand.of(ada).through(connection).granting(List.of(groups)).command());
    }

    private List<String> grants(Account account) throws LDAPException {
        return people.records(account.dn(), "vestibuleGrantedGroup");
    }
}
