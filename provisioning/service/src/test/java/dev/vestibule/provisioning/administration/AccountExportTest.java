package dev.vestibule.provisioning.administration;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.ListAccounts.AccountFilter;
import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Accounts as LDIF, for an administrator's backup. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class AccountExportTest {
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 1, 2};

    /** New with the entry, or gone with its memberships. */
    private static final Set<String> OF_THE_DOMAIN_CONTROLLER =
            Set.of(
                    "memberof",
                    "objectguid",
                    "objectsid",
                    "pwdlastset",
                    "usnchanged",
                    "usncreated",
                    "whenchanged",
                    "whencreated");

    private final TestDirectory directory;
    private final People people;
    private final LdapConnections connections;
    private final AccountDirectory accounts;
    private final String ada = People.freshName();
    private final String connection = "export-" + ada.substring(4);

    AccountExportTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
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

    @Test
    void anAccountThatWasDeletedIsPutBackFromItsExportWithoutItsSecrets() throws Exception {
        String dn = account(ada);
        change(dn, "jpegPhoto", PICTURE);
        change(dn, "description", " leading, \u00fcml\u00e4ut\nand a line".getBytes("UTF-8"));
        people.record(dn, "vestibuleDisabled", "TRUE");
        giveRole(dn);
        Entry before = entry(dn);
        giveSecrets(dn);

        String ldif = exported(500).getFirst();
        people.administrator().delete(dn);
        people.administrator().add(parsed(ldif).getFirst());

        assertThat(ldif)
                .doesNotContainIgnoringCase("userPassword")
                .doesNotContainIgnoringCase("TotpSecret")
                .startsWith("# disabled: vestibuleDisabled\n")
                .containsIgnoringCase("\n# member of cn=%s,ou=groups,".formatted(ada));
        assertThat(Entry.diff(before, entry(dn), false))
                .extracting(change -> change.getAttributeName().toLowerCase(Locale.ROOT))
                .isSubsetOf(OF_THE_DOMAIN_CONTROLLER);
        assertThat(people.provision(login(ada))).isInstanceOf(AccountDisabled.class);
    }

    @Test
    void everyAccountIsThereOncePageByPage() throws Exception {
        List<String> dns = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            dns.add(account(ada + "-" + number + "x"));
        }

        List<String> pages = exported(2);

        assertThat(pages).hasSize(3);
        assertThat(parsed(String.join("", pages)))
                .extracting(Entry::getDN)
                .containsExactlyInAnyOrderElementsOf(dns);
    }

    /** Among what 389 Directory Server shows only when it is asked for. */
    private void giveRole(String dn) throws Exception {
        if (directory.config().kind().type() == DirectoryType.DS_389) {
            change(dn, "nsRoleDN", "cn=leavers,dc=example,dc=org".getBytes("UTF-8"));
        }
    }

    /** In Active Directory the account has a password anyway. */
    private void giveSecrets(String dn) throws Exception {
        if (directory.config().kind().type() != DirectoryType.ACTIVE_DIRECTORY) {
            change(dn, "userPassword", "canary".getBytes("UTF-8"));
        }
        if (directory.config().kind().metadata() instanceof MetadataMapping.OwnSchema) {
            change(dn, "vestibuleTotpSecret", "canary".getBytes("UTF-8"));
        }
    }

    private String account(String name) {
        return people.account(login(name)).dn();
    }

    private ProvisionUser login(String name) {
        return People.login(
                connection, name, Map.of("mail", List.of(name + "@example.org")), List.of(ada));
    }

    private List<String> exported(int pageSize) {
        List<String> pages = new ArrayList<>();
        AccountFilter filter = new AccountFilter(connection, null, null, false, false);
        List<Integer> counts = new ArrayList<>();
        Object reply =
                said(
                        accounts.export(
                                new ExportAccounts(filter, "unused", pageSize),
                                page -> {
                                    counts.add(page.size());
                                    return pages.add(String.join("", page));
                                }));
        assertThat(reply)
                .isEqualTo(new AccountsListed(counts.stream().mapToInt(Integer::intValue).sum()));
        return pages;
    }

    private static List<Entry> parsed(String ldif) throws Exception {
        List<Entry> entries = new ArrayList<>();
        try (LDIFReader reader =
                new LDIFReader(new BufferedReader(new StringReader("version: 1\n\n" + ldif)))) {
            for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private Entry entry(String dn) throws Exception {
        return requireNonNull(people.administrator().getEntry(dn, "*", "nsRoleDN"));
    }

    private void change(String dn, String attribute, byte[] value) throws Exception {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }
}
