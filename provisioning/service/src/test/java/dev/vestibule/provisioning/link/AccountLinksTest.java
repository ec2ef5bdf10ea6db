package dev.vestibule.provisioning.link;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.Failure.LastLinkKept;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkAccount.AccountUnlinked;
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

        Object reply = unlink(People.ISSUER, "google", true);

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

        Object second = unlink(People.ISSUER, "google", true);

        assertThat(second)
                .isEqualTo(new AccountUnlinked("c", account.dn(), ada, false, Changes.NONE));
        assertThat(people.entry(account.dn()).toLDIFString()).isEqualTo(before);
    }

    @Test
    void aPersonKeepsTheLastLink() throws LDAPException {
        Object reply = unlink(People.ISSUER, "google", true);

        assertThat(reply).isInstanceOf(LastLinkKept.class);
        assertThat(links()).hasSize(1);
        assertThat(people.members(ada)).containsExactly(account.dn());
    }

    @Test
    void anAdministratorTakesTheLastLinkToo() throws LDAPException {
        Object reply = unlink(People.ISSUER, null, false);

        assertThat(reply)
                .isEqualTo(new AccountUnlinked("c", account.dn(), ada, true, Changes.NONE));
        assertThat(links()).isEmpty();
        assertThat(people.members(ada)).containsExactly(account.dn());
    }

    @Test
    void ofTwoLinksThatGoAtOnceOneStays() throws Exception {
        link();

        List<Object> replies =
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

        Object reply =
                said(
                        people.services()
                                .links()
                                .unlink(new UnlinkAccount("c", dn, identity, null, false)));

        assertThat(reply).isInstanceOf(NoSuchAccount.class);
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

    private Object unlink(String issuer, @Nullable String connection, boolean keepOne) {
        return said(
                people.services()
                        .links()
                        .unlink(
                                new UnlinkAccount(
                                        "c",
                                        account.dn(),
                                        new FederatedIdentity(issuer, ada),
                                        connection,
                                        keepOne)));
    }

    private List<String> links() throws LDAPException {
        return people.values(account.dn(), "vestibuleFederatedIdentity");
    }

    @SafeVarargs
    private static List<Object> atOnce(Callable<Object>... work) throws Exception {
        List<Object> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> reply : threads.invokeAll(List.of(work))) {
                replies.add(reply.get());
            }
        }
        return replies;
    }
}
