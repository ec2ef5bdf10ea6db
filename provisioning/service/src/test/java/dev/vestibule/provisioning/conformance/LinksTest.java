package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.CheckAccounts.CheckedAccount;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** One identity leads to one account, whoever writes to the directory. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class LinksTest {
    private final TestDirectory directory;
    private final List<People> nodes;
    private final People people;
    private final String ada = People.freshName();
    private final String bob = People.freshName();

    LinksTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        nodes = List.of(new People(this.directory), new People(this.directory));
        people = nodes.getFirst();
    }

    @AfterEach
    void disconnect() {
        nodes.forEach(People::close);
    }

    @Test
    void anIdentityOfAnotherAccountIsNotLinkedAndBothAreNamed() throws LDAPException {
        String adas = people.account(People.login(ada, Map.of(), null)).dn();
        String bobs = people.account(People.login(bob, Map.of(), null)).dn();
        String before = people.entry(bobs).toLDIFString();

        Object reply = said(people.services().identities().add(link(bob, identity(ada))));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        AccountConflict.class,
                        conflict ->
                                assertThat(conflict.detail())
                                        .containsIgnoringCase(adas)
                                        .containsIgnoringCase(bobs));
        assertThat(people.entry(bobs).toLDIFString()).isEqualTo(before);
    }

    @Test
    void firstLoginsOnTwoNodesAtOnceMakeOneAccount() throws Exception {
        List<UserProvisioned> replies =
                atOnce(
                        IntStream.range(0, 8)
                                .<Callable<UserProvisioned>>mapToObj(number ->
                                        () ->
                                                nodes.get(number % 2)
                                                        .provisioned(
                                                                People.login(ada, Map.of(), null)))
                                .toList());

        assertThat(replies).filteredOn(r -> r.outcome().equals(Outcome.CREATED)).hasSize(1);
        assertThat(replies)
                .extracting(reply -> reply.account().dn().toLowerCase(Locale.ROOT))
                .containsOnly(dn(ada).toLowerCase(Locale.ROOT));
    }

    @Test
    void ofTwoAccountsThatLinkOneIdentityAtOnceOneGetsItOrNone() throws Exception {
        people.account(People.login(ada, Map.of(), null));
        people.account(People.login(bob, Map.of(), null));
        FederatedIdentity added = new FederatedIdentity("https://corp.example", ada);

        List<Object> replies =
                atOnce(
                        List.of(
                                () ->
                                        said(
                                                nodes.get(0)
                                                        .services()
                                                        .identities()
                                                        .add(link(ada, added))),
                                () ->
                                        said(
                                                nodes.get(1)
                                                        .services()
                                                        .identities()
                                                        .add(link(bob, added)))));

        assertThat(replies).filteredOn(Links.class::isInstance).hasSizeLessThanOrEqualTo(1);
        assertThat(said(people.users().find(new FindAccount(added))))
                .isNotInstanceOf(AccountConflict.class);
    }

    /**
     * Where the server has a rule for it, its own overlay or plug-in refuses the administrator. The
     * others have none to switch on: there nobody gets in with a link that two accounts have, and
     * open sessions end.
     */
    @Test
    void whatAnAdministratorWritesCannotGiveAnIdentityTwoAccounts() throws LDAPException {
        people.account(People.login(ada, Map.of(), null));
        String bobs = people.account(People.login(bob, Map.of(), null)).dn();
        Modification second =
                new Modification(ModificationType.ADD, linkAttribute(), People.ISSUER + " " + ada);

        if (directory.means().linksAreUnique()) {
            assertThatThrownBy(() -> directory.means().change(bobs, second))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            refused ->
                                    assertThat(refused.getResultCode())
                                            .isEqualTo(ResultCode.CONSTRAINT_VIOLATION));
            assertThat(dn(ada)).isNotEqualToIgnoringCase(bobs);
        } else {
            directory.means().change(bobs, second);
            assertThat(people.provision(People.login(ada, Map.of(), null)))
                    .isInstanceOf(AccountConflict.class);
            assertThat(checked(identity(ada))).isEqualTo(new CheckedAccount(identity(ada), null));
        }
    }

    private CheckedAccount checked(FederatedIdentity identity) {
        try (LdapConnections connections = LdapConnections.open(directory.config())) {
            return ((AccountsChecked)
                            said(
                                    DirectoryServices.of(
                                                    directory.config(), connections, people.clock())
                                            .accounts()
                                            .check(new CheckAccounts(List.of(identity)))))
                    .accounts()
                    .getFirst();
        }
    }

    private String linkAttribute() {
        return switch (directory.config().kind().metadata()) {
            case OwnSchema() -> "vestibuleFederatedIdentity";
            case NamedAttributes named -> named.link();
        };
    }

    private String dn(String subject) {
        Object reply = said(people.users().find(new FindAccount(identity(subject))));
        assertThat(reply).isInstanceOf(Account.class);
        Account account = ((Account) reply);
        return account.dn();
    }

    private static LinkAccount link(String subject, FederatedIdentity added) {
        return new LinkAccount("c", identity(subject), added, "corp");
    }

    private static FederatedIdentity identity(String subject) {
        return new FederatedIdentity(People.ISSUER, subject);
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> replies = new ArrayList<>();
            for (Future<T> reply : threads.invokeAll(work)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
