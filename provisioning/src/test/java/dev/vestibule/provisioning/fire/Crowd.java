package dev.vestibule.provisioning.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

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
    private static final List<String> CONTAINERS = List.of("ou=people,", "ou=groups,");

    private final int size;

    Crowd(int size) {
        this.size = size;
    }

    /** The same command for the same person, however often. */
    ProvisionUser login(int person) {
        return new ProvisionUser(
                "command-" + person,
                "google",
                new FederatedIdentity(People.ISSUER, "person/" + person),
                "ada" + (char) ('a' + person % USERNAMES % 26) + person % USERNAMES % 2 + "-x",
                Map.of("mail", List.of(person + "@b.example")),
                groups(person));
    }

    private static List<String> groups(int person) {
        return List.of("staff", "team-" + person % GROUPS);
    }

    /** One account a person, at the place that was answered, and nothing that belongs to nobody. */
    void check(LDAPConnectionPool administrator, Map<Integer, String> answered)
            throws LDAPException {
        Map<String, Entry> people = entries(administrator, "inetOrgPerson", 0);
        Set<String> links = new HashSet<>();
        people.values().forEach(person -> links.addAll(values(person, LINK)));
        assertThat(people).as("one account for each person").hasSize(size);
        assertThat(links).as("one link for each person").hasSize(size);
        answered.forEach((person, dn) ->
                assertThat(values(people.get(dn), LINK))
                        .as("the account that was answered")
                        .containsExactly(People.ISSUER + " person/" + person));
        checkMemberships(people, entries(administrator, "groupOfNames", 1));
    }

    private static final String LINK = "vestibuleFederatedIdentity";

    /** Every membership has its grant and every grant its membership. */
    private static void checkMemberships(Map<String, Entry> people, Map<String, Entry> groups) {
        Set<String> memberships = new TreeSet<>();
        groups.values()
                .forEach(group ->
                        values(group, "member")
                                .forEach(member -> memberships.add(member + " " + name(group))));
        Set<String> grants = new TreeSet<>();
        people.forEach((dn, person) ->
                values(person, "vestibuleGrantedGroup")
                        .forEach(grant ->
                                grants.add(dn + " " + grant.substring("google ".length()))));
        assertThat(memberships).isEqualTo(grants);
    }

    private static String name(Entry group) {
        return String.valueOf(group.getAttributeValue("cn"));
    }

    private static Map<String, Entry> entries(
            LDAPConnectionPool administrator, String objectClass, int container)
            throws LDAPException {
        Map<String, Entry> entries = new TreeMap<>();
        List<SearchResultEntry> found =
                administrator
                        .search(
                                CONTAINERS.get(container) + TestDirectory.BASE,
                                SearchScope.SUB,
                                Filter.createEqualityFilter("objectClass", objectClass))
                        .getSearchEntries();
        for (Entry entry : Objects.requireNonNull(found)) {
            entries.put(entry.getDN(), entry);
        }
        return entries;
    }

    private static List<String> values(@Nullable Entry entry, String name) {
        String[] values = entry == null ? null : entry.getAttributeValues(name);
        return values == null ? List.of() : List.of(values);
    }
}
