package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.testing.KeptRecords;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Many people with few wishes for usernames, and what has to be true of them afterwards. */
final class Crowd {
    private static final int USERNAMES = 30;
    private static final int GROUPS = 7;

    private final int size;

    Crowd(int size) {
        this.size = size;
    }

    /** The same command for the same person, however often. */
    ProvisionUser login(int person) {
        return LoginCommand.of("person/" + person)
                .named("command-" + person)
                .wishing(
                        "ada"
                                + (char) ('a' + person % USERNAMES % 26)
                                + person % USERNAMES % 2
                                + "-x")
                .with("mail", person + "@b.example")
                .granting(groups(person))
                .command();
    }

    private static List<String> groups(int person) {
        return List.of("staff", "team-" + person % GROUPS);
    }

    /** One account a person, at the place that was answered, and nothing that belongs to nobody. */
    void check(
            DirectoryConfig config, LDAPConnectionPool administrator, Map<Integer, String> answered)
            throws LDAPException {
        Found found = new Found(new KeptRecords(config), administrator);
        boolean domain = config.kind().type() == DirectoryType.ACTIVE_DIRECTORY;
        Map<DN, Entry> people = found.entries("ou=people", domain ? "user" : "inetOrgPerson");
        Set<String> links = new HashSet<>();
        people.values().forEach(person -> links.addAll(found.records(person, LINK)));
        assertThat(people).as("one account for each person").hasSize(size);
        assertThat(links).as("one link for each person").hasSize(size);
        for (Map.Entry<Integer, String> answer : answered.entrySet()) {
            assertThat(found.records(people.get(new DN(answer.getValue())), LINK))
                    .as("the account that was answered")
                    .containsExactly(People.ISSUER + " person/" + answer.getKey());
        }
        Map<DN, Entry> groups = found.entries("ou=groups", domain ? "group" : "groupOfNames");
        checkMemberships(found, people, groups);
    }

    private static final String LINK = "vestibuleFederatedIdentity";

    /** Every membership has its grant and every grant its membership. */
    private static void checkMemberships(Found found, Map<DN, Entry> people, Map<DN, Entry> groups)
            throws LDAPException {
        Set<String> memberships = new TreeSet<>();
        for (Entry group : groups.values()) {
            for (String member : values(group, "member")) {
                memberships.add(
                        new DN(member).toNormalizedString() + " " + group.getAttributeValue("cn"));
            }
        }
        Set<String> grants = new TreeSet<>();
        people.forEach((dn, person) ->
                found.records(person, "vestibuleGrantedGroup")
                        .forEach(grant ->
                                grants.add(
                                        dn.toNormalizedString()
                                                + " "
                                                + grant.substring("google ".length()))));
        assertThat(memberships).isEqualTo(grants);
    }

    /** What an administrator finds. */
    private record Found(KeptRecords kept, LDAPConnectionPool administrator) {
        Map<DN, Entry> entries(String container, String objectClass) throws LDAPException {
            Map<DN, Entry> entries = new TreeMap<>();
            List<SearchResultEntry> found =
                    administrator
                            .search(
                                    container + "," + TestDirectory.BASE,
                                    SearchScope.SUB,
                                    Filter.createEqualityFilter("objectClass", objectClass))
                            .getSearchEntries();
            for (Entry entry : Objects.requireNonNull(found)) {
                entries.put(entry.getParsedDN(), entry);
            }
            return entries;
        }

        List<String> records(@Nullable Entry entry, String name) {
            return kept.restored(name, values(entry, kept.attribute(name)));
        }
    }

    private static List<String> values(@Nullable Entry entry, String name) {
        String[] values = entry == null ? null : entry.getAttributeValues(name);
        return values == null ? List.of() : List.of(values);
    }
}
