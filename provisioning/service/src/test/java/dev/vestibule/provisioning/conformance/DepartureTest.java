package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkAccount.AccountUnlinked;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** What goes leaves nothing behind that a successor could inherit. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class DepartureTest {
    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();
    private final String group = "g-" + ada;
    private final FederatedIdentity own = new FederatedIdentity(People.ISSUER, ada);
    private final FederatedIdentity second =
            new FederatedIdentity("https://corp.example", "employee-of-corp");

    DepartureTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void anUnlinkedIdentityLeavesNoLinkMembershipOrProvenance() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), List.of())).dn();
        String before = people.entry(dn).toLDIFString();
        assertThat(
                        said(
                                people.services()
                                        .identities()
                                        .add(new LinkAccount("c", own, second, "corp"))))
                .isInstanceOf(Links.class);
        assertThat(people.account(throughSecond()).groups()).containsExactly(group);

        Object reply =
                said(
                        people.services()
                                .links()
                                .unlink(new UnlinkAccount("c", dn, second, "corp", true)));

        assertThat(reply).isEqualTo(new AccountUnlinked("c", dn, ada, true, leaving(group)));
        assertThat(said(people.users().find(new FindAccount(second))))
                .isInstanceOf(NoSuchAccount.class);
        assertThat(people.members(group)).doesNotContain(people.entry(dn).getDN());
        assertThat(stable(people.entry(dn).toLDIFString())).isEqualTo(stable(before));
    }

    @Test
    void aDeletedAccountLeavesNothingToWhoeverComesNext() throws LDAPException {
        Account account = people.account(People.login(ada, Map.of(), List.of(group)));
        String entry = people.entry(account.dn()).getDN();

        Object reply = deletedByTheAdministrator(account.dn());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        AccountChanged.class,
                        deleted -> {
                            assertThat(deleted.changes()).isEqualTo(leaving(group));
                            assertThat(deleted.username()).isEqualTo(ada);
                        });
        assertThat(said(people.users().find(new FindAccount(own))))
                .isInstanceOf(NoSuchAccount.class);
        assertThat(people.members(group)).doesNotContain(entry);
        // Another node: the one that made the account passes its name over for a while.
        try (People others = new People(directory)) {
            UserProvisioned next = others.provisioned(People.login(ada, Map.of(), List.of()));
            assertThat(next.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(next.account().groups()).isEmpty();
            assertThat(next.account().username()).isEqualTo(ada);
        }
    }

    private static Changes leaving(String group) {
        return new Changes(List.of(), List.of(), List.of(group));
    }

    /** In memory and embedded the gateway's account may do everything. */
    @Test
    void theGatewayItselfDeletesNobodyWhereRightsCanBeGiven() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), List.of(group))).dn();
        try (LdapConnections connections = LdapConnections.open(directory.config())) {
            Object reply = delete(directory.config(), connections, dn);

            if (directory.means().givesRights()) {
                assertThat(reply).isInstanceOf(Failure.PolicyRefused.class);
                assertThat(people.members(group)).contains(people.entry(dn).getDN());
            } else {
                assertThat(reply).isInstanceOf(AccountChanged.class);
            }
        }
    }

    private ProvisionUser throughSecond() {
        return LoginCommand.of(second)
                .through("corp")
                .wishing(ada)
                .granting(List.of(group))
                .command();
    }

    private Object deletedByTheAdministrator(String dn) {
        DirectoryConfig administrating = directory.means().administrating();
        try (LdapConnections connections = LdapConnections.open(administrating)) {
            return delete(administrating, connections, dn);
        }
    }

    private Object delete(DirectoryConfig config, LdapConnections connections, String dn) {
        return said(
                DirectoryServices.of(config, connections, people.clock())
                        .accounts()
                        .change(new ChangeAccount("c", dn, Change.DELETE, null)));
    }

    /** Without what every server writes at every change, and our own count of changes. */
    private static List<String> stable(String ldif) {
        return ldif.lines()
                .filter(line ->
                        !line.matches(
                                "(?i)(entryCSN|modifyTimestamp|whenChanged|uSNChanged|modifiersName"
                                        + "|entryUSN|dSCorePropagationData|vestibuleLastSignIn"
                                        + "|(.*: )?vestibuleSyncState: \\* ).*"))
                .sorted()
                .toList();
    }
}
