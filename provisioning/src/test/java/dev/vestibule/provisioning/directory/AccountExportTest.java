package dev.vestibule.provisioning.directory;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.provisioning.api.AccountFilter;
import dev.vestibule.provisioning.api.ExportAccounts;
import dev.vestibule.provisioning.api.ListReply.AccountsListed;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Accounts as LDIF, for an administrator's backup. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class AccountExportTest {
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 1, 2};

    private final People people;
    private final LdapConnections connections;
    private final AccountDirectory accounts;
    private final String ada = People.freshName();
    private final String connection = "export-" + ada.substring(4);

    AccountExportTest(DirectoryUnderTest directory) {
        TestDirectory started = directory.started();
        people = new People(started);
        connections = LdapConnections.open(started.config());
        accounts = new AccountDirectory(started.config(), connections, people.clock());
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
        change(dn, "vestibuleDisabled", "TRUE".getBytes("UTF-8"));
        Entry before = entry(dn);
        change(dn, "userPassword", "canary".getBytes("UTF-8"));
        change(dn, "vestibuleTotpSecret", "canary".getBytes("UTF-8"));

        String ldif = exported(500).getFirst();
        people.administrator().delete(dn);
        people.administrator().add(parsed(ldif).getFirst());

        assertThat(ldif)
                .doesNotContainIgnoringCase("userPassword")
                .doesNotContainIgnoringCase("TotpSecret")
                .startsWith("# member of cn=%s,ou=groups,".formatted(ada));
        assertThat(Entry.diff(before, entry(dn), false)).isEmpty();
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

    private String account(String name) {
        return people.account(
                        People.login(
                                connection,
                                name,
                                Map.of("mail", List.of(name + "@example.org")),
                                List.of(ada)))
                .dn();
    }

    private List<String> exported(int pageSize) {
        List<String> pages = new ArrayList<>();
        AccountFilter filter = new AccountFilter(connection, null, null, false, false);
        List<Integer> counts = new ArrayList<>();
        Object reply =
                accounts.export(
                        new ExportAccounts(filter, "unused", pageSize),
                        page -> {
                            counts.add(page.size());
                            return pages.add(String.join("", page));
                        });
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
        return requireNonNull(people.administrator().getEntry(dn, "*"));
    }

    private void change(String dn, String attribute, byte[] value) throws Exception {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }
}
