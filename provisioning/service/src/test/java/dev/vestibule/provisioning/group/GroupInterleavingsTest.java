package dev.vestibule.provisioning.group;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.SyncRules;
import dev.vestibule.provisioning.api.SyncRules.Groups;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.testing.Interleavings;
import dev.vestibule.provisioning.testing.Interleavings.Check;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** The memberships of one person, whose logins come in every order of their operations. */
class GroupInterleavingsTest {
    private static final String ADA = "ada";
    private static final int SWITCHES = 2;

    private final Interleavings nodes = Interleavings.of(3);
    private final People one = nodes.node(0);
    private final People two = nodes.node(1);

    @AfterEach
    void stop() {
        nodes.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatOneLoginGivesAndAnotherTakesIsGivenOrTaken(Membership kind) throws Exception {
        Account account = one.account(login(kind, "google", "keep", "old"));
        two.account(login(kind, "google", "keep", "old"));

        explored(
                () -> one.account(login(kind, "google", "keep", "new")),
                () -> two.account(login(kind, "google", "keep")),
                () ->
                        assertThat(held(account, kind))
                                .isEqualTo(granted(account, "google"))
                                .contains("keep")
                                .doesNotContain("old"));
    }

    @ParameterizedTest
    @EnumSource
    void whatOneConnectionGivesStaysWhenAnotherTakesIt(Membership kind) throws Exception {
        Account account = one.account(login(kind, "google", "keep"));
        two.account(login(kind, "okta", "shared"));

        explored(
                () -> one.account(login(kind, "google", "keep", "shared")),
                () -> two.account(login(kind, "okta")),
                () -> {
                    assertThat(held(account, kind)).containsExactly("keep", "shared");
                    assertThat(granted(account, "google")).containsExactly("keep", "shared");
                    assertThat(granted(account, "okta")).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void theLastOfTwoConnectionsThatTakeAGroupEndsTheMembership(Membership kind) throws Exception {
        Account account = one.account(login(kind, "google", "keep", "shared"));
        two.account(login(kind, "okta", "shared"));

        explored(
                () -> one.account(login(kind, "google", "keep")),
                () -> two.account(login(kind, "okta")),
                () ->
                        assertThat(held(account, kind))
                                .isEqualTo(granted(account, "google"))
                                .containsExactly("keep"));
    }

    @ParameterizedTest
    @EnumSource
    void unlinkingTakesNothingThatAnotherConnectionGives(Membership kind) throws Exception {
        Account account = one.account(login(kind, "google", "shared"));
        two.account(login(kind, "okta", "keep"));
        UnlinkAccount unlink =
                new UnlinkAccount(
                        "c",
                        account.dn(),
                        new FederatedIdentity("https://other.example", ADA),
                        "google",
                        false);

        explored(
                () -> said(one.services().links().unlink(unlink)),
                () -> two.account(login(kind, "okta", "keep", "shared")),
                () -> {
                    assertThat(held(account, kind)).containsExactly("keep", "shared");
                    assertThat(granted(account, "okta")).containsExactly("keep", "shared");
                    assertThat(granted(account, "google")).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aMembershipByHandEndsOrIsGrantedWhereOneLoginEndsItAndAnotherGivesIt(Membership kind)
            throws Exception {
        Account account = one.account(login(kind, "google", "keep"));
        two.account(login(kind, "google", "keep"));
        byHand(kind, "new", account);

        explored(
                () -> one.account(login(kind, "google", "keep")),
                () -> two.account(login(kind, "okta", "new")),
                () -> {
                    assertThat(granted(account, "google")).containsExactly("keep");
                    assertThat(held(account, kind)).contains("keep");
                });
    }

    @ParameterizedTest
    @EnumSource
    void twoThatTakeAndOneThatGivesLeaveWhatIsGiven(Membership kind) throws Exception {
        Account account = one.account(login(kind, "google", "keep", "shared"));
        two.account(login(kind, "okta", "shared"));

        explored(
                1,
                List.of(
                        () -> one.account(login(kind, "google", "keep")),
                        () -> two.account(login(kind, "okta")),
                        () -> nodes.node(2).account(login(kind, "third", "shared"))),
                () -> {
                    assertThat(held(account, kind)).containsExactly("keep", "shared");
                    assertThat(granted(account, "third")).containsExactly("shared");
                    assertThat(granted(account, "google")).containsExactly("keep");
                    assertThat(granted(account, "okta")).isEmpty();
                });
    }

    private void explored(Callable<?> first, Callable<?> second, Check check) throws Exception {
        explored(SWITCHES, List.of(first, second), check);
    }

    private void explored(int switches, List<Callable<?>> work, Check check) throws Exception {
        int orders = nodes.explore(switches, work, check);

        assertThat(orders).as("orders that were tried").isGreaterThan(20);
    }

    private static ProvisionUser login(Membership kind, String connection, String... groups) {
        SyncRules rules = new SyncRules(Mode.MERGE, Map.of(), Set.of(), Set.of(), Groups.REPLACE);
        return LoginCommand.of(ADA)
                .through(connection)
                .granting(List.of(groups))
                .in(kind)
                .under(rules)
                .command();
    }

    private void byHand(Membership kind, String group, Account account) throws LDAPException {
        switch (kind) {
            case STATIC -> one.addGroup(group, account.dn());
            case DYNAMIC ->
                    one.administrator()
                            .modify(
                                    account.dn(),
                                    new Modification(
                                            ModificationType.ADD, "vestibuleGroup", group));
        }
    }

    private Set<String> held(Account account, Membership kind) throws LDAPException {
        Set<String> held = new TreeSet<>();
        switch (kind) {
            case DYNAMIC -> held.addAll(one.values(account.dn(), "vestibuleGroup"));
            case STATIC -> {
                for (String name : List.of("keep", "old", "new", "shared")) {
                    if (one.administrator().getEntry(People.groupDn(name), "1.1") != null
                            && one.memberDns(name).contains(new DN(account.dn()))) {
                        held.add(name);
                    }
                }
            }
        }
        return held;
    }

    private Set<String> granted(Account account, String connection) throws LDAPException {
        Set<String> granted = new TreeSet<>();
        for (String grant : one.records(account.dn(), "vestibuleGrantedGroup")) {
            if (grant.startsWith(connection + " ")) {
                granted.add(grant.substring(connection.length() + 1));
            }
        }
        return granted;
    }
}
