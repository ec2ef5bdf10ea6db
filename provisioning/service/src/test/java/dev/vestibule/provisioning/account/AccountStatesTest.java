package dev.vestibule.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.testing.InMemoryDirectory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

/** What the attributes of each kind of directory say, at 2026-11-23T09:30:00Z. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountStatesTest {
    private InMemoryDirectory directory;
    private LdapConnections connections;
    private AccountStates states;

    @BeforeAll
    void start() {
        directory = InMemoryDirectory.start();
        connections = LdapConnections.open(directory.config());
        states =
                new AccountStates(
                        new PooledLdap(connections.pool()),
                        DirectoryTree.of(directory.config()),
                        () -> Instant.parse("2026-11-23T09:30:00Z"));
    }

    @AfterAll
    void stop() {
        connections.close();
        directory.close();
    }

    @ParameterizedTest
    @CsvSource({
        "vestibuleDisabled, TRUE",
        "vestibuleDisabled, true",
        "nsAccountLock, true",
        "userAccountControl, 514",
        "userAccountControl, 66050",
        "userAccountControl, no number",
        "accountExpires, 134085834000000000",
        "accountExpires, 1",
        "shadowExpire, 20780",
        "shadowExpire, 0",
    })
    void disabled(String attribute, String value) throws Exception {
        assertThat(state(attribute, value)).isEqualTo(AccountState.disabled(attribute));
    }

    @ParameterizedTest
    @CsvSource({
        "pwdAccountLockedTime, 000001010000Z",
        "pwdAccountLockedTime, 20200101000000Z",
        "pwdAccountLockedTime, no time",
        "accountUnlockTime, 20261123093001Z",
        "accountUnlockTime, 19700101000000Z",
        "accountUnlockTime, no time",
        "lockoutTime, 134085834000000000",
    })
    void locked(String attribute, String value) throws Exception {
        assertThat(state(attribute, value)).isEqualTo(AccountState.locked(attribute));
    }

    @ParameterizedTest
    @CsvSource({
        "vestibuleDisabled, FALSE",
        "nsAccountLock, false",
        "userAccountControl, 512",
        "accountExpires, 0",
        "accountExpires, 9223372036854775807",
        "accountExpires, 144085834000000000",
        "shadowExpire, 20781",
        "shadowExpire, -1",
        "accountUnlockTime, 20261123093000Z",
        "lockoutTime, 0",
        "msDS-User-Account-Control-Computed, 0",
        "description, TRUE",
    })
    void active(String attribute, String value) throws Exception {
        assertThat(state(attribute, value)).isEqualTo(AccountState.active());
    }

    @Test
    void whatActiveDirectoryComputesSaysWhetherALockIsOver() throws Exception {
        Entry entry = person();
        entry.addAttribute("lockoutTime", "134085834000000000");
        entry.addAttribute("msDS-User-Account-Control-Computed", "0");
        Entry still = entry.duplicate();
        still.setAttribute("msDS-User-Account-Control-Computed", "16");

        assertThat(states.of(AccountEntry.of(entry))).isEqualTo(AccountState.active());
        assertThat(states.of(AccountEntry.of(still))).isEqualTo(AccountState.locked("lockoutTime"));
    }

    @Test
    void aDisabledAccountThatIsAlsoLockedIsDisabled() throws Exception {
        Entry entry = person();
        entry.addAttribute("pwdAccountLockedTime", "000001010000Z");
        entry.addAttribute("vestibuleDisabled", "TRUE");

        assertThat(states.of(AccountEntry.of(entry)).kind()).isEqualTo(AccountState.Kind.DISABLED);
    }

    private AccountState state(String attribute, String value) throws Exception {
        Entry entry = person();
        entry.addAttribute(attribute, value);
        return states.of(AccountEntry.of(entry));
    }

    private static Entry person() throws Exception {
        return new Entry("dn: uid=ada,ou=people,dc=example,dc=org", "uid: ada");
    }
}
