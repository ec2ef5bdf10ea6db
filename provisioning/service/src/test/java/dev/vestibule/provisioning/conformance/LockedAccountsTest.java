package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.AccountState.Kind;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.CheckAccounts;
import dev.vestibule.provisioning.api.CheckAccounts.AccountsChecked;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.Failure.AccountLocked;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.Lockout;
import dev.vestibule.provisioning.testing.Means;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whoever an administrator keeps out, in the directory's own way, is refused at the next login, and
 * the check of open sessions says so.
 */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class LockedAccountsTest {
    private final TestDirectory directory;
    private final People people;
    private final Means means;
    private final LdapConnections connections;
    private final AccountDirectory accounts;

    LockedAccountsTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
        // Servers compute by their own clock how long a lock lasts.
        people.at(Instant.now().toString());
        means = this.directory.means();
        connections = LdapConnections.open(this.directory.config());
        accounts =
                DirectoryServices.of(this.directory.config(), connections, people.clock())
                        .accounts();
    }

    @AfterEach
    void disconnect() {
        connections.close();
        people.close();
    }

    /** In memory and embedded there is our flag alone: these servers know no other state. */
    @TestFactory
    Stream<DynamicTest> whoIsKeptOutIsRefusedAndOpenSessionsLearnOfIt() {
        return Stream.concat(Stream.of(means.ourFlag()), means.ownLockouts().stream())
                .map(lockout -> DynamicTest.dynamicTest(lockout.name(), () -> keepsOut(lockout)));
    }

    private void keepsOut(Lockout lockout) throws LDAPException {
        String name = People.freshName();
        ProvisionUser login = People.login(name, Map.of("givenName", List.of("Ada")), List.of());
        String dn = people.account(login).dn();
        lockout.begin().on(dn);
        try {
            String before = people.entry(dn).toLDIFString();

            assertThat(people.provision(People.login(name, Map.of("sn", List.of("X")), null)))
                    .isInstanceOf(
                            lockout.state().kind() == Kind.LOCKED
                                    ? AccountLocked.class
                                    : AccountDisabled.class);
            assertThat(people.entry(dn).toLDIFString()).isEqualTo(before);
            assertThat(checked(name).state()).isEqualTo(lockout.state());
        } finally {
            lockout.end().on(dn);
        }
        assertThat(people.provision(login)).isInstanceOf(UserProvisioned.class);
        assertThat(checked(name).state()).isEqualTo(AccountState.active());
    }

    @Test
    void theGatewayDisablesWhoeverNobodyHasDecidedAbout() {
        String name = People.freshName();
        String dn = people.account(People.login(name, Map.of(), null)).dn();

        Object reply = change(accounts, dn, Change.DISABLE);

        AccountState disabled = AccountState.disabled("vestibuleDisabled");
        assertThat(reply)
                .isEqualTo(
                        new AccountChanged(
                                "c", Change.DISABLE, dn, name, true, disabled, Changes.NONE));
        assertThat(people.provision(People.login(name, Map.of(), null)))
                .isInstanceOf(AccountDisabled.class);
        assertThat(checked(name).state()).isEqualTo(disabled);
    }

    @Test
    void anAdministratorEnablesAgain() {
        String name = People.freshName();
        String dn = people.account(People.login(name, Map.of(), null)).dn();
        change(accounts, dn, Change.DISABLE);
        DirectoryConfig administrating = means.administrating();
        try (LdapConnections others = LdapConnections.open(administrating)) {
            change(
                    DirectoryServices.of(administrating, others, people.clock()).accounts(),
                    dn,
                    Change.ENABLE);
        }

        assertThat(people.provision(People.login(name, Map.of(), null)))
                .isInstanceOf(UserProvisioned.class);
    }

    /** In memory and embedded, and where our records share an attribute, rights cannot say so. */
    @Test
    void whatAnAdministratorHasDecidedTheGatewayDoesNotChange() throws LDAPException {
        String name = People.freshName();
        String dn = people.account(People.login(name, Map.of(), null)).dn();
        means.ourFlag().begin().on(dn);

        change(accounts, dn, Change.ENABLE);

        boolean protectedByRights =
                means.givesRights()
                        && directory.config().kind().metadata()
                                instanceof MetadataMapping.OwnSchema;
        assertThat(checked(name).state().usable()).isEqualTo(!protectedByRights);
    }

    private static Object change(AccountDirectory accounts, String dn, Change change) {
        return said(accounts.change(new ChangeAccount("c", dn, change, null)));
    }

    private Account checked(String subject) {
        FederatedIdentity identity = new FederatedIdentity(People.ISSUER, subject);
        AccountsChecked reply =
                (AccountsChecked) said(accounts.check(new CheckAccounts(List.of(identity))));
        return Objects.requireNonNull(reply.accounts().getFirst().account());
    }
}
