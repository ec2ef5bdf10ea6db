package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.testing.ContainerDirectory;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;

/** What docs/directory.md says of dynamic groups on 389 Directory Server, as the server does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ds389DynamicGroupTest {
    private static final String PASSWORD = "Correct horse, battery 7";

    private final ContainerDirectory directory = ContainerDirectory.startDs389();
    private People people = new People(directory);
    private String group = "";
    private String member = "";
    private String other = "";

    @BeforeEach
    void letOneOfTwoJoin() throws LDAPException {
        people = new People(directory);
        String name = People.freshName();
        group = "group-" + name;
        member =
                people.account(
                                LoginCommand.of(name)
                                        .granting(List.of(group))
                                        .in(Membership.DYNAMIC)
                                        .command())
                        .dn();
        other = people.addPerson(name + "o", name + "@example.org", PASSWORD);
        people.administrator()
                .modify(
                        member,
                        new Modification(ModificationType.REPLACE, "userPassword", PASSWORD));
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @AfterAll
    void stop() {
        directory.close();
    }

    @Test
    void theGroupIsNotExpanded() throws LDAPException {
        assertThat(people.entry(People.groupDn(group)).hasAttribute("member")).isFalse();
        assertThat(found("ou=groups", Filter.createEqualityFilter("member", member))).isEmpty();
        assertThat(found("ou=people", Filter.createEqualityFilter("vestibuleGroup", group)))
                .containsExactly(member);
    }

    @Test
    void aFilteredRoleShowsOnEachMemberAndIsSearchedFor() throws LDAPException {
        String role = "cn=role-" + group + ",ou=people,dc=example,dc=org";
        people.administrator()
                .add(
                        role,
                        new Attribute(
                                "objectClass",
                                "LDAPsubentry",
                                "nsRoleDefinition",
                                "nsComplexRoleDefinition",
                                "nsFilteredRoleDefinition"),
                        new Attribute("nsRoleFilter", "(vestibuleGroup=" + group + ")"));

        assertThat(roles(member)).containsExactly(role);
        assertThat(roles(other)).isEmpty();
        assertThat(found("ou=people", Filter.createEqualityFilter("nsRole", role)))
                .containsExactly(member);
    }

    @Test
    void anAccessRuleTakesTheGroupAsItsMembers() throws LDAPException {
        people.administrator()
                .modify(
                        "ou=groups,dc=example,dc=org",
                        new Modification(
                                ModificationType.ADD,
                                "aci",
                                "(targetattr = \"cn\")(version 3.0; acl \"%1$s\"; allow (read, search)"
                                                .formatted(group)
                                        + " groupdn = \"ldap:///%s\";)"
                                                .formatted(People.groupDn(group))));

        assertThat(sees(member)).isTrue();
        assertThat(sees(other)).isFalse();
    }

    private boolean sees(String person) throws LDAPException {
        try (LDAPConnection connection =
                new LDAPConnection(
                        directory.config().urls().getFirst().getHost(),
                        directory.config().urls().getFirst().getPort(),
                        person,
                        PASSWORD)) {
            return connection
                            .search(
                                    "ou=groups,dc=example,dc=org",
                                    SearchScope.ONE,
                                    Filter.createEqualityFilter("cn", group),
                                    "cn")
                            .getEntryCount()
                    == 1;
        }
    }

    private List<String> roles(String person) throws LDAPException {
        String[] roles =
                requireNonNull(people.administrator().getEntry(person, "nsRole"))
                        .getAttributeValues("nsRole");
        return roles == null ? List.of() : List.of(roles);
    }

    private List<String> found(String container, Filter filter) throws LDAPException {
        SearchResult found =
                people.administrator()
                        .search(container + ",dc=example,dc=org", SearchScope.SUB, filter, "1.1");
        return requireNonNull(found.getSearchEntries()).stream()
                .map(entry -> entry.getDN())
                .toList();
    }
}
