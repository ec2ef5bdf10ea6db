package dev.vestibule.provisioning.account;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.OpenLdapServer;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.AccountLocked;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.testing.OpenLdapDirectory;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Accounts that OpenLDAP's password policy (slapo-ppolicy(5)) has locked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapLockoutTest {
    private static final String POLICY = "cn=default,ou=policies,dc=example,dc=org";
    private static final AccountState LOCKED = AccountState.locked("pwdAccountLockedTime");

    private final String ada = People.freshName();
    private OpenLdapDirectory directory;
    private People people;
    private String dn;

    @BeforeAll
    void start() throws Exception {
        directory = OpenLdapDirectory.start();
        people = new People(directory);
        directory
                .administrator()
                .add(
                        "dn: ou=policies,dc=example,dc=org",
                        "objectClass: organizationalUnit",
                        "ou: policies");
        directory
                .administrator()
                .add(
                        "dn: " + POLICY,
                        "objectClass: applicationProcess",
                        "objectClass: pwdPolicy",
                        "cn: default",
                        "pwdAttribute: userPassword",
                        "pwdLockout: TRUE",
                        "pwdMaxFailure: 2",
                        "pwdLockoutDuration: 600");
        dn = people.account(People.login(ada, Map.of(), null)).dn();
    }

    @AfterAll
    void stop() {
        people.close();
        directory.close();
    }

    @Test
    void wrongPasswordsLockTheAccountForAWhile() throws LDAPException {
        set("userPassword", "right");
        guess();
        guess();
        Instant locked =
                requireNonNull(people.entry(dn).getAttributeValueAsDate("pwdAccountLockedTime"))
                        .toInstant();

        people.at(locked.plusSeconds(599).toString());
        assertThat(state()).isEqualTo(LOCKED);
        assertThat(people.provision(People.login(ada, Map.of(), null)))
                .isInstanceOf(AccountLocked.class);

        people.at(locked.plusSeconds(600).toString());
        assertThat(state()).isEqualTo(AccountState.active());
    }

    @Test
    void theAdministratorsLockHasNoEnd() throws LDAPException {
        set("pwdAccountLockedTime", "000001010000Z");

        assertThat(state()).isEqualTo(LOCKED);
    }

    @Test
    void theAccountsOwnPolicyCounts() throws Exception {
        String forever = "cn=forever,ou=policies,dc=example,dc=org";
        directory
                .administrator()
                .add(
                        "dn: " + forever,
                        "objectClass: applicationProcess",
                        "objectClass: pwdPolicy",
                        "cn: forever",
                        "pwdAttribute: userPassword",
                        "pwdLockoutDuration: 0");
        people.administrator()
                .modify(
                        dn,
                        List.of(
                                replace("pwdPolicySubentry", forever),
                                replace("pwdAccountLockedTime", "20200101000000Z")));

        AccountState state = state();

        people.administrator()
                .modify(
                        dn,
                        List.of(new Modification(ModificationType.DELETE, "pwdPolicySubentry")));
        people.administrator().delete(forever);
        assertThat(state).isEqualTo(LOCKED);
    }

    private void guess() {
        OpenLdapServer server = directory.server();
        assertThatThrownBy(
                        () -> new LDAPConnection(server.host(), server.port(), dn, "wrong").close())
                .isInstanceOf(LDAPException.class);
    }

    private AccountState state() {
        FederatedIdentity identity = new FederatedIdentity(People.ISSUER, ada);
        Object reply = said(people.users().find(new FindAccount(identity)));
        assertThat(reply).isInstanceOf(Account.class);
        return ((Account) reply).state();
    }

    private void set(String attribute, String value) throws LDAPException {
        people.administrator().modify(dn, List.of(replace(attribute, value)));
    }

    private static Modification replace(String attribute, String value) {
        return new Modification(ModificationType.REPLACE, attribute, value);
    }
}
