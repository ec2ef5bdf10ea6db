package dev.vestibule.provisioning.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.group.GroupMemberships;
import dev.vestibule.provisioning.ldap.Ldap.PooledLdap;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryTemplates;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class ProvenanceTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T09:30:00Z");

    private final People people;
    private final DirectoryTree tree;
    private final String ada = People.freshName();

    ProvenanceTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
        tree = DirectoryTree.of(directory.started().config());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aWrittenValueNamesItsConnectionAndTime() throws LDAPException {
        String dn = login("google", "mail", "ada@example.org").account().dn();

        assertThat(provenance(dn).attributes())
                .contains(
                        new AttributeOrigin("mail", Standing.AS_WRITTEN, "google", FIRST),
                        new AttributeOrigin("uid", Standing.AS_WRITTEN, "google", FIRST));
    }

    @Test
    void theConnectionThatWroteLastIsNamed() throws LDAPException {
        login("google", "mail", "ada@example.org");
        people.at("2026-11-25T08:00:00Z");

        String dn = login("corp", "mail", "ada@corp.example").account().dn();

        assertThat(provenance(dn).attributes())
                .contains(
                        new AttributeOrigin(
                                "mail",
                                Standing.AS_WRITTEN,
                                "corp",
                                Instant.parse("2026-11-25T08:00:00Z")));
    }

    @Test
    void theTimeIsWhenTheValueWasWrittenNotWhenItWasLastSeen() throws LDAPException {
        login("google", "mail", "ada@example.org");
        people.at("2026-11-25T08:00:00Z");

        String dn = login("corp", "mail", "ada@example.org").account().dn();

        assertThat(provenance(dn).attributes())
                .contains(new AttributeOrigin("mail", Standing.AS_WRITTEN, "google", FIRST));
    }

    @Test
    void whatAnAdministratorDidIsTold() throws LDAPException {
        String dn = login("google", "mail", "ada@example.org").account().dn();
        login("google", "telephoneNumber", "1234");
        replace(dn, "mail", "by-hand@example.org");
        replace(dn, "telephoneNumber");
        replace(dn, "title", "Countess");

        assertThat(provenance(dn).attributes())
                .contains(
                        new AttributeOrigin("mail", Standing.CHANGED_BY_HAND, "google", FIRST),
                        new AttributeOrigin(
                                "telephoneNumber", Standing.REMOVED_BY_HAND, "google", FIRST),
                        new AttributeOrigin("title", Standing.BY_HAND, null, null));
    }

    @Test
    void aStateOfAnEarlierVersionHasNeitherConnectionNorTime() throws LDAPException {
        String dn = login("google", "mail", "ada@example.org").account().dn();
        writeAnEarlierState(dn);

        assertThat(provenance(dn).attributes())
                .contains(new AttributeOrigin("mail", Standing.AS_WRITTEN, null, null));
    }

    @Test
    void aStateOfAnEarlierVersionStillProtectsAndFollows() throws LDAPException {
        String dn = login("google", "mail", "ada@example.org").account().dn();
        writeAnEarlierState(dn);
        String before = people.entry(dn).toLDIFString();
        login("google", "mail", "ada@example.org");
        String unchanged = people.entry(dn).toLDIFString();

        login("google", "mail", "new@example.org");

        assertThat(unchanged).isEqualTo(before);
        assertThat(people.values(dn, "mail")).containsExactly("new@example.org");
        assertThat(provenance(dn).attributes())
                .contains(new AttributeOrigin("mail", Standing.AS_WRITTEN, "google", FIRST));
    }

    @Test
    void eachGroupTellsWhoGrantedIt() throws LDAPException {
        String dn =
                people.account(People.login("google", ada, Map.of(), List.of("both-" + ada))).dn();
        people.provisioned(People.login("corp", ada, Map.of(), List.of("both-" + ada)));
        String byHand = "hand-" + ada;
        people.administrator()
                .add(
                        People.groupDn(byHand),
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("cn", byHand),
                        new Attribute("member", dn));
        people.administrator()
                .modify(
                        dn,
                        new Modification(
                                ModificationType.ADD,
                                "vestibuleGrantedGroup",
                                "corp waiting-" + ada));

        assertThat(provenance(dn).groups())
                .containsExactlyInAnyOrder(
                        new GroupOrigin("both-" + ada, List.of("google", "corp"), true, false),
                        new GroupOrigin(byHand, List.of(), true, false),
                        new GroupOrigin("waiting-" + ada, List.of("corp"), false, false));
    }

    private void writeAnEarlierState(String dn) throws LDAPException {
        String state =
                people.values(dn, "vestibuleSyncState").stream()
                        .filter(each -> each.startsWith("mail "))
                        .findFirst()
                        .orElseThrow();
        String earlier = String.join(" ", List.of(state.split(" ")).subList(0, 2));
        people.administrator()
                .modify(
                        dn,
                        new Modification(ModificationType.DELETE, "vestibuleSyncState", state),
                        new Modification(ModificationType.ADD, "vestibuleSyncState", earlier));
    }

    private Origins provenance(String dn) throws LDAPException {
        AccountEntry account = AccountEntry.of(people.entry(dn));
        Map<DN, String> memberships =
                new GroupMemberships(
                                new PooledLdap(people.administrator()),
                                tree,
                                new EntryTemplates(tree, new SecureRandom()))
                        .of(account);
        return new Origins(
                AccountDetailsReader.attributes(account).stream().map(AttributeOrigin::of).toList(),
                AccountDetailsReader.groups(account, memberships, Set.of(), tree).stream()
                        .map(GroupOrigin::of)
                        .toList());
    }

    private UserProvisioned login(String connection, String attribute, String value) {
        return people.provisioned(
                People.login(connection, ada, Map.of(attribute, List.of(value)), null));
    }

    private void replace(String dn, String attribute, String... values) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    }

    private record Origins(List<AttributeOrigin> attributes, List<GroupOrigin> groups) {}

    private record AttributeOrigin(
            String attribute,
            Standing standing,
            @Nullable String connection,
            @Nullable Instant writtenAt) {
        static AttributeOrigin of(AttributeDetails details) {
            return new AttributeOrigin(
                    details.name(), details.standing(), details.connection(), details.writtenAt());
        }
    }

    private record GroupOrigin(
            String group, List<String> grantedBy, boolean member, boolean removed) {
        static GroupOrigin of(GroupDetails details) {
            return new GroupOrigin(
                    details.name(), details.grantedBy(), details.member(), details.removed());
        }
    }
}
