package dev.vestibule.provisioning.link;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Accounts with several identities, and identities whose key changes. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class LinkedIdentitiesTest {
    private static final String OTHER = "https://other.example";

    private final DirectoryUnderTest directory;
    private final People people;

    LinkedIdentitiesTest(DirectoryUnderTest directory) {
        this.directory = directory;
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aLinkedIdentityLeadsToTheSameAccount() {
        String name = People.freshName();
        Account account = people.account(People.login(name, Map.of(), null));
        people.at("2026-11-24T10:00:00Z");

        Object reply = link(name, other(name));

        assertThat(reply).isInstanceOf(Links.class);
        assertThat(((Links) reply).links())
                .containsExactlyInAnyOrder(
                        new AccountLink(identity(name), Instant.parse("2026-11-23T09:30:00Z")),
                        new AccountLink(other(name), Instant.parse("2026-11-24T10:00:00Z")));
        assertThat(people.account(login(other(name), null)).dn()).isEqualTo(account.dn());
    }

    @Test
    void linkingTwiceLinksOnce() {
        String name = People.freshName();
        people.account(People.login(name, Map.of(), null));
        Object first = link(name, other(name));

        Object second = link(name, other(name));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anIdentityOfAnotherAccountIsAConflictThatNamesBoth() throws LDAPException {
        String name = People.freshName();
        String owner = People.freshName();
        people.account(People.login(name, Map.of(), null));
        people.account(People.login(owner, Map.of(), null));

        Object reply = link(name, identity(owner));

        assertThat(reply).isInstanceOf(AccountConflict.class);
        assertThat(((AccountConflict) reply).detail()).contains("uid=" + name, "uid=" + owner);
        assertThat(people.linked(owner)).hasSize(1);
    }

    @Test
    void ofTwoAccountsThatLinkOneIdentityAtOnceExactlyOneGetsIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            String one = People.freshName();
            String two = People.freshName();
            people.account(People.login(one, Map.of(), null));
            people.account(People.login(two, Map.of(), null));
            FederatedIdentity wanted = other(one);

            try (People secondNode = new People(directory.started())) {
                List<Object> replies =
                        atOnce(
                                () -> link(people, one, wanted),
                                () -> link(secondNode, two, wanted));

                assertThat(replies).filteredOn(Links.class::isInstance).hasSize(1);
            }
            assertThat(List.of(one, two).stream().filter(name -> identities(name).contains(wanted)))
                    .hasSize(1);
        }
    }

    @Test
    void aChangedSubjectIsFollowedInOneModification() {
        String name = People.freshName();
        Account account = people.account(People.login(name, Map.of(), null));
        FederatedIdentity number = new FederatedIdentity(People.ISSUER + "#employee_id", name);

        Account followed = people.account(login(number, identity(name)));

        assertThat(followed.dn()).isEqualTo(account.dn());
        assertThat(identities(number)).containsExactly(number);
    }

    @Test
    void theOlderLinkIsNotFollowedWhereAnAccountHasTheNewerOne() {
        String old = People.freshName();
        String name = People.freshName();
        people.account(People.login(old, Map.of(), null));
        FederatedIdentity number = new FederatedIdentity(People.ISSUER + "#employee_id", name);
        Account account = people.account(login(number, null));

        Account again = people.account(login(number, identity(old)));

        assertThat(again.dn()).isEqualTo(account.dn());
        assertThat(identities(old)).containsExactly(identity(old));
    }

    @Test
    void aDeletedAccountLeavesNothingToItsSuccessor() throws LDAPException {
        String name = People.freshName();
        String group = People.freshName();
        Account gone = people.account(People.login(name, Map.of(), List.of(group)));
        link(name, other(name));
        people.administrator().delete(gone.dn());

        Account successor = people.account(People.login(name, Map.of(), null));

        assertThat(identities(name)).containsExactly(identity(name));
        assertThat(successor.groups()).isEmpty();
        assertThat(said(people.services().identities().find(new FindLinks(other(name)))))
                .isInstanceOf(NoSuchAccount.class);
        assertThat(people.entry(successor.dn()).hasAttribute("vestibuleTotpSecret")).isFalse();
    }

    private Object link(String name, FederatedIdentity added) {
        return link(people, name, added);
    }

    private static Object link(People node, String name, FederatedIdentity added) {
        return said(
                node.services()
                        .identities()
                        .add(new LinkAccount("link-1", identity(name), added, "other")));
    }

    private List<FederatedIdentity> identities(String name) {
        return identities(identity(name));
    }

    private List<FederatedIdentity> identities(FederatedIdentity identity) {
        Object reply = said(people.services().identities().find(new FindLinks(identity)));
        assertThat(reply).isInstanceOf(Links.class);
        return ((Links) reply).links().stream().map(AccountLink::identity).toList();
    }

    private static ProvisionUser login(
            FederatedIdentity identity,
            @org.jspecify.annotations.Nullable FederatedIdentity previous) {
        return LoginCommand.of(identity).wishing(People.freshName()).following(previous).command();
    }

    private static FederatedIdentity identity(String name) {
        return new FederatedIdentity(People.ISSUER, name);
    }

    private static FederatedIdentity other(String name) {
        return new FederatedIdentity(OTHER, name);
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> done = threads.invokeAll(List.of(work));
            return List.of(done.get(0).get(), done.get(1).get());
        }
    }
}
