package dev.vestibule.provisioning.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.InspectDirectory.GroupReach;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** An administrator sees which groups a provider can reach before it does. */
class GroupReachInspectionTest {
    private final InMemoryDirectory directory = InMemoryDirectory.start();
    private final People people = new People(directory);

    @AfterEach
    void stop() {
        people.close();
        directory.close();
    }

    @Test
    void groupsOfAdministratorsAreToldWithTheConnectionsThatReachThem() throws LDAPException {
        for (String name : List.of("helpdesk", "eng-root", "wheel")) {
            people.addGroup(name, people.placeholder());
        }
        people.provisioned(People.login("ada", Map.of(), List.of("own")));

        List<Finding> findings =
                inspected(
                        List.of(), new GroupReach("corp", List.of("HelpDesk"), List.of("eng-.*")));

        assertThat(findings)
                .filteredOn(finding -> finding.topic().equals("groups"))
                .extracting(Finding::found)
                .containsExactly(
                        "The connection corp may add users to groups that an administrator created:"
                                + " eng-root, helpdesk.",
                        "Groups that an administrator created, and that no connection names: wheel. A"
                                + " provider cannot add users to them.");
    }

    @Test
    void aNamedGroupOfAnotherClassIsAProblemBeforehand() throws LDAPException {
        people.administrator()
                .add(
                        People.groupDn("qa"),
                        new Attribute("objectClass", "groupOfUniqueNames"),
                        new Attribute("cn", "qa"),
                        new Attribute("uniqueMember", people.placeholder()));

        assertThat(inspected(List.of("qa")))
                .filteredOn(finding -> finding.level() == Level.PROBLEM)
                .filteredOn(finding -> finding.topic().equals("groups"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.subject()).isEqualTo("qa");
                    assertThat(problem.found()).contains("groupOfUniqueNames");
                });
    }

    private List<Finding> inspected(List<String> listed, GroupReach... reaches) {
        return DirectoryInspectorTest.inspected(
                directory.config(),
                new InspectDirectory(
                        List.of(), List.of(), listed, List.of(), List.of(reaches), false));
    }
}
