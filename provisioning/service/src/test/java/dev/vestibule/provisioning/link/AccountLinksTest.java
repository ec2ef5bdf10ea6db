package dev.vestibule.provisioning.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Changes;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkReply;
import dev.vestibule.provisioning.api.UnlinkReply.AccountUnlinked;
import dev.vestibule.provisioning.api.UnlinkReply.LastLinkKept;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class AccountLinksTest {
    private static final String OTHER = "https://other.example";

    private final People people;
    private final String ada = People.freshName();
    private final Account account;

    AccountLinksTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
        account = people.account(People.login(ada, Map.of(), List.of(ada)));
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theLinkAndWhatItsConnectionGrantedAreGone() throws LDAPException {
        link();

        UnlinkReply reply = unlink(People.ISSUER, "google", true);

        assertThat(reply)
                .isEqualTo(
                        new AccountUnlinked(
                                "c",
                                account.dn(),
                                ada,
                                true,
                                new Changes(List.of(), List.of(), List.of(ada))));
        assertThat(links()).containsExactly(OTHER + " " + ada);
        assertThat(people.members(ada)).containsExactly(people.placeholder());
        assertThat(people.values(account.dn(), "vestibuleGrantedGroup")).isEmpty();
    }

    @Test
    void repeatingTheCommandChangesNothing() throws LDAPException {
        link();
        unlink(People.ISSUER, "google", true);
        String before = people.entry(account.dn()).toLDIFString();

        UnlinkReply second = unlink(People.ISSUER, "google", true);

        assertThat(second).isEqualTo(new AccountUnlinked("c", account.dn(), ada, false));
        assertThat(people.entry(account.dn()).toLDIFString()).isEqualTo(before);
    }

    @Test
    void aPersonKeepsTheLastLink() throws LDAPException {
        UnlinkReply reply = unlink(People.ISSUER, "google", true);

        assertThat(reply).isEqualTo(new LastLinkKept("c", account.dn()));
        assertThat(links()).hasSize(1);
        assertThat(people.members(ada)).containsExactly(account.dn());
    }

    @Test
    void anAdministratorTakesTheLastLinkToo() throws LDAPException {
        UnlinkReply reply = unlink(People.ISSUER, null, false);

        assertThat(reply).isEqualTo(new AccountUnlinked("c", account.dn(), ada, true));
        assertThat(links()).isEmpty();
        assertThat(people.members(ada)).containsExactly(account.dn());
    }

    @Test
    void ofTwoLinksThatGoAtOnceOneStays() throws Exception {
        link();

        List<UnlinkReply> replies =
                atOnce(() -> unlink(People.ISSUER, null, true), () -> unlink(OTHER, null, true));

        assertThat(replies).hasAtLeastOneElementOfType(LastLinkKept.class);
        assertThat(links()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uid=nobody,ou=people,dc=example,dc=org",
                "ou=people,dc=example,dc=org",
                "cn=vestibule,ou=services,dc=example,dc=org",
                "no DN"
            })
    void nothingButAPersonCanBeUnlinked(String dn) {
        FederatedIdentity identity = new FederatedIdentity(People.ISSUER, ada);

        UnlinkReply reply =
                people.services().links().unlink(new UnlinkAccount("c", dn, identity, null, false));

        assertThat(reply).isEqualTo(new UnlinkReply.NoAccount());
    }

    private void link() throws LDAPException {
        people.administrator()
                .modify(
                        account.dn(),
                        new Modification(
                                ModificationType.ADD,
                                "vestibuleFederatedIdentity",
                                OTHER + " " + ada));
    }

    private UnlinkReply unlink(String issuer, @Nullable String connection, boolean keepOne) {
        return people.services()
                .links()
                .unlink(
                        new UnlinkAccount(
                                "c",
                                account.dn(),
                                new FederatedIdentity(issuer, ada),
                                connection,
                                keepOne));
    }

    private List<String> links() throws LDAPException {
        return people.values(account.dn(), "vestibuleFederatedIdentity");
    }

    @SafeVarargs
    private static List<UnlinkReply> atOnce(Callable<UnlinkReply>... work) throws Exception {
        List<UnlinkReply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<UnlinkReply> reply : threads.invokeAll(List.of(work))) {
                replies.add(reply.get());
            }
        }
        return replies;
    }
}
