package dev.vestibule.provisioning.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.EveryServerWithSchema;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;

/** What the entry of a group lists while it has no member, and as members come and go. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class StaticMembersTest {
    private final People people;
    private final boolean dynamic;
    private final String ada = People.freshName();
    private final String group = "group-" + ada;

    StaticMembersTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
        dynamic = EveryServerWithSchema.hasSchema(directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aNewGroupListsItsFirstMemberAlone() throws LDAPException {
        Account account = login(ada, List.of(group));

        assertThat(people.memberDns(group)).containsExactly(new DN(account.dn()));
    }

    @Test
    void theLastMemberLeavesThePlaceholderWhereTheClassDemandsOne() throws LDAPException {
        login(ada, List.of(group));

        login(ada, List.of());

        assertThat(people.memberDns(group)).isEqualTo(people.nobody());
    }

    @Test
    void theFirstMemberTakesThePlaceholdersPlace() throws LDAPException {
        login(ada, List.of(group));
        login(ada, List.of());

        Account account = login(ada, List.of(group));

        assertThat(people.memberDns(group)).containsExactly(new DN(account.dn()));
    }

    @Test
    void whoLeavesOthersLeavesNoPlaceholder() throws LDAPException {
        login(ada, List.of(group));
        Account other = login(ada + "-o", List.of(group));

        login(ada, List.of());

        assertThat(people.memberDns(group)).containsExactly(new DN(other.dn()));
    }

    @Test
    void groupsThatDifferInWhatADomainRefusesAreDifferentGroups() {
        List<String> groups = List.of(group + ",x", group + "+x", group + ";x", group + "_x");

        assertThat(login(ada, groups).groups()).containsExactlyInAnyOrderElementsOf(groups);
        assertThat(login(ada, groups.subList(0, 2)).groups())
                .containsExactlyInAnyOrderElementsOf(groups.subList(0, 2));
    }

    @Test
    void aGroupWhoseNameIsTooLongIsKeptOrRefusedByName() {
        String longest = group + "x".repeat(200);

        Object reply = people.provision(People.login(ada, Map.of(), List.of(longest)));

        switch (reply) {
            case UserProvisioned(_, _, var account, _) ->
                    assertThat(account.groups()).containsExactly(longest);
            case AttributeRejected(var attribute, _) -> assertThat(attribute).isEqualTo("groups");
            default -> assertThat(reply).as("kept or refused").isNull();
        }
    }

    @Test
    void aServerWithoutDynamicGroupsSaysSoAndMakesNoAccount() throws LDAPException {
        Object reply =
                people.provision(
                        LoginCommand.of(ada)
                                .granting(List.of(group))
                                .in(Membership.DYNAMIC)
                                .command());

        if (dynamic) {
            assertThat(reply).isInstanceOf(UserProvisioned.class);
        } else {
            assertThat(reply).isInstanceOf(PolicyRefused.class);
            assertThat(((PolicyRefused) reply).detail()).contains("membership: static");
            assertThat(people.linked(ada)).isEmpty();
        }
    }

    private Account login(String name, List<String> groups) {
        return people.account(People.login(name, Map.of(), groups));
    }
}
