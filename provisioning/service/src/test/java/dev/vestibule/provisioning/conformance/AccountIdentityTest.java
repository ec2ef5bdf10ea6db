package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.CheckAccounts.CheckedAccount;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Objects;

/** An account by itself is an identity, named by what never changes in its entry. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class AccountIdentityTest {
    private static final String PASSWORD = "Right-password-1";

    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();

    AccountIdentityTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void everyReplyHasTheSameId() throws LDAPException {
        Account created = people.account(LoginCommand.of(ada).command());
        Account updated =
                people.account(LoginCommand.of(ada).with("mail", ada + "@example.org").command());
        FederatedIdentity identity = new FederatedIdentity(People.ISSUER, ada);

        assertThat(created.id()).isNotBlank().isEqualTo(new AccountIds(directory).of(created.dn()));
        assertThat(updated.id()).isEqualTo(created.id());
        assertThat(found(identity)).isEqualTo(found(FederatedIdentity.ofAccount(created.id())));
        assertThat(checked(identity).id()).isEqualTo(created.id());
        assertThat(created.attributes().keySet())
                .doesNotContain("entryUUID", "nsUniqueId", "objectGUID");
    }

    @Test
    void anAccountWithoutALinkIsFoundAndCanBeLinked() throws LDAPException {
        String dn = people.addPerson(ada, ada + "@example.org", PASSWORD);
        FederatedIdentity self = FederatedIdentity.ofAccount(new AccountIds(directory).of(dn));
        FederatedIdentity added = new FederatedIdentity("https://other.example", ada);

        assertThat(found(self).username()).isEqualTo(ada);
        assertThat(checked(self).username()).isEqualTo(ada);
        assertThat(links(self)).isEmpty();
        assertThat(link(self, added)).isInstanceOf(Links.class);
        assertThat(links(self)).extracting(AccountLink::identity).containsExactly(added);
        assertThat(found(added).id()).isEqualTo(self.subject());
    }

    @Test
    void aRenamedEntryIsTheSameAccount() throws LDAPException {
        String dn = people.addPerson(ada, ada + "@example.org", PASSWORD);
        FederatedIdentity self = FederatedIdentity.ofAccount(new AccountIds(directory).of(dn));
        boolean domain = directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;

        people.administrator().modifyDN(dn, (domain ? "CN=" : "uid=") + ada + "-new", true);

        assertThat(found(self).dn()).containsIgnoringCase(ada + "-new");
    }

    @Test
    void noConnectionCanHaveOrLinkIt() {
        Account account = people.account(LoginCommand.of(ada).command());
        FederatedIdentity self = FederatedIdentity.ofAccount(account.id());
        FederatedIdentity identity = new FederatedIdentity(People.ISSUER, ada);

        assertThat(people.provision(LoginCommand.of(self).command()))
                .isInstanceOf(AttributeRejected.class);
        assertThat(link(identity, self)).isInstanceOf(AttributeRejected.class);
        assertThat(link(identity, FederatedIdentity.ofAccount("another")))
                .isInstanceOf(AttributeRejected.class);
    }

    /** As somebody could write it who may write links. */
    @Test
    void aLinkWrittenByHandIsNoWayIn() throws LDAPException {
        Account account = people.account(LoginCommand.of(ada).command());
        String other =
                new AccountIds(directory)
                        .of(people.addPerson(ada + "-b", ada + "-b@example.org", PASSWORD));
        FederatedIdentity stranger = FederatedIdentity.ofAccount(other);
        people.record(
                account.dn(),
                "vestibuleFederatedIdentity",
                FederatedIdentity.ACCOUNT_ISSUER + " " + other);

        assertThat(found(stranger).username()).isEqualTo(ada + "-b");
        assertThat(checked(stranger).username()).isEqualTo(ada + "-b");
    }

    @Test
    void anIdThatNoAccountHasFindsNone() {
        for (String id : List.of("x", "*", "00000000-0000-4000-8000-000000000000")) {
            FederatedIdentity unknown = FederatedIdentity.ofAccount(id);

            assertThat(said(people.users().find(new FindAccount(unknown))))
                    .isInstanceOf(NoSuchAccount.class);
            assertThat(
                            ((AccountsChecked)
                                            said(
                                                    people.services()
                                                            .accounts()
                                                            .check(
                                                                    new CheckAccounts(
                                                                            List.of(unknown)))))
                                    .accounts())
                    .containsExactly(new CheckedAccount(unknown, null));
        }
    }

    private Account found(FederatedIdentity identity) {
        return (Account) said(people.users().find(new FindAccount(identity)));
    }

    private Account checked(FederatedIdentity identity) {
        FederatedIdentity other = new FederatedIdentity("https://other.example", "unknown");
        AccountsChecked checked =
                (AccountsChecked)
                        said(
                                people.services()
                                        .accounts()
                                        .check(new CheckAccounts(List.of(other, identity))));
        return Objects.requireNonNull(checked.accounts().getLast().account());
    }

    private List<AccountLink> links(FederatedIdentity identity) {
        return ((Links) said(people.services().identities().find(new FindLinks(identity)))).links();
    }

    private Object link(FederatedIdentity by, FederatedIdentity added) {
        return said(
                people.services()
                        .identities()
                        .add(new LinkAccount("command-1", by, added, "other")));
    }
}
