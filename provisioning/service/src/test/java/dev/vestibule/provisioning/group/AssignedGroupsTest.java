package dev.vestibule.provisioning.group;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.api.ChangeCommand.AccountAssigned;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryKindOfGroup;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a step of a flow gives an account: groups of both kinds and attributes, on every server. */
@ParameterizedClass
@ArgumentsSource(EveryKindOfGroup.class)
class AssignedGroupsTest {
    private static final Map<String, List<String>> MEMBER = Map.of("title", List.of("Member"));

    private final TestDirectory directory;
    private final People people;
    private final Membership kind;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    AssignedGroupsTest(DirectoryUnderTest directory, Membership kind) {
        this.directory = directory.started();
        people = new People(this.directory);
        this.kind = kind;
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theAccountHasThemAndTheirOriginIsOnRecord() throws LDAPException {
        Account account = login();

        AccountAssigned given = assigned(account, MEMBER, group);

        assertThat(given.happened()).isEqualTo(EventKind.ACCOUNT_UPDATED);
        assertThat(given.changes().granted()).containsExactly(group);
        assertThat(given.changes().attributes()).contains("title");
        assertThat(given.account().id()).isEqualTo(account.id());
        assertThat(given.account().groups()).containsExactly(group);
        assertThat(given.account().attributes().get("title")).containsExactly("Member");
        assertThat(holds(account)).isTrue();
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup"))
                .containsExactly("flow:staff " + group);
        assertThat(people.records(account.dn(), "vestibuleSyncState"))
                .anyMatch(state -> state.startsWith("title ") && state.contains(" flow:staff "));
    }

    @Test
    void theSameAgainChangesNothing() throws LDAPException {
        Account account = login();
        assigned(account, MEMBER, group);
        var before = people.entry(account.dn());

        AccountAssigned again = assigned(account, MEMBER, group.toUpperCase());

        assertThat(again.changed()).isFalse();
        assertThat(again.happened()).isNull();
        assertThat(again.account().groups()).containsExactly(group);
        assertThat(people.entry(account.dn())).isEqualTo(before);
    }

    @Test
    void loginsOfTheConnectionLeaveThemAlone() throws LDAPException {
        Account account = login("staff");
        assigned(account, MEMBER, group);

        Account later = login();

        assertThat(later.groups()).containsExactly(group);
        assertThat(later.attributes().get("title")).containsExactly("Member");
    }

    @Test
    void whatAnAdministratorTakesAwayIsNotGivenAgain() throws LDAPException {
        Account account = login();
        assigned(account, MEMBER, group);
        remove(account);
        people.administrator()
                .modify(account.dn(), new Modification(ModificationType.REPLACE, "title", "Boss"));

        AccountAssigned found = assigned(account, MEMBER, group);
        AccountAssigned again = assigned(account, MEMBER, group);

        assertThat(found.changes().removed()).containsExactly(group);
        assertThat(again.account().groups()).isEmpty();
        assertThat(again.account().attributes().get("title")).containsExactly("Boss");
        assertThat(again.changed()).isFalse();
        assertThat(holds(account)).isFalse();
        assertThat(people.records(account.dn(), "vestibuleRemovedGroup"))
                .containsExactly("flow:staff " + group);
    }

    @Test
    void aMembershipThatWasThereBeforeIsNotRecordedAsOurs() throws LDAPException {
        Account account = login();
        people.addGroup(group, account.dn());

        AccountAssigned given = assigned(account, Map.of(), group);

        assertThat(given.account().groups()).containsExactly(group);
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup")).isEmpty();
    }

    @Test
    void severalNodesAtOnceGiveThemOnce() throws Exception {
        Account account = login();
        List<Thread> threads = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try (People other = new People(directory)) {
                            said(other.users().assign(command(account.id(), MEMBER, group)));
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        AccountAssigned last = assigned(account, MEMBER, group);

        assertThat(last.changed()).isFalse();
        assertThat(holds(account)).isTrue();
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup"))
                .containsExactly("flow:staff " + group);
        assertThat(people.records(account.dn(), "vestibuleGroupState")).hasSize(1);
    }

    @Test
    void noOtherAccountIsChanged() throws LDAPException {
        Account account = login();
        people.record(account.dn(), "vestibuleDisabled", "TRUE");

        assertThat(said(people.users().assign(command(account.id(), MEMBER, group))))
                .isInstanceOf(AccountDisabled.class);
        assertThat(said(people.users().assign(command("", MEMBER, group))))
                .isInstanceOf(AttributeRejected.class);
        assertThat(said(people.users().assign(command("*", MEMBER, group))))
                .isInstanceOf(NoSuchAccount.class);
        assertThat(people.values(account.dn(), "title")).isEmpty();
    }

    @Test
    void whatGivesRightsOrNamesAnAccountIsRefused() throws LDAPException {
        Account account = login();

        for (String name : List.of("objectClass", "uid", "userPassword", "memberOf", "dn")) {
            assertThat(said(people.users().assign(command(account.id(), one(name), group))))
                    .isInstanceOf(AttributeRejected.class);
        }
        assertThat(people.records(account.dn(), "vestibuleGrantedGroup")).isEmpty();
    }

    private static Map<String, List<String>> one(String attribute) {
        return Map.of(attribute, List.of("x"));
    }

    private Account login(String... groups) {
        return people.account(LoginCommand.of(ada).granting(List.of(groups)).in(kind).command());
    }

    private AccountAssigned assigned(
            Account account, Map<String, List<String>> attributes, String... groups) {
        Object reply = said(people.users().assign(command(account.id(), attributes, groups)));
        assertThat(reply).isInstanceOf(AccountAssigned.class);
        return (AccountAssigned) reply;
    }

    private AssignToAccount command(
            String id, Map<String, List<String>> attributes, String... groups) {
        return new AssignToAccount(
                "command-1", id, "flow:staff", List.of(groups), kind, attributes);
    }

    private boolean holds(Account account) throws LDAPException {
        return switch (kind) {
            case STATIC -> people.memberDns(group).contains(new DN(account.dn()));
            case DYNAMIC -> people.records(account.dn(), "vestibuleGroup").contains(group);
        };
    }

    private void remove(Account account) throws LDAPException {
        switch (kind) {
            case STATIC -> people.removeFromGroup(group, account.dn());
            case DYNAMIC ->
                    people.administrator()
                            .modify(
                                    account.dn(),
                                    new Modification(
                                            ModificationType.DELETE, "vestibuleGroup", group));
        }
    }
}
