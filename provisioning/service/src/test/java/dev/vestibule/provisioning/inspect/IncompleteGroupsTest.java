package dev.vestibule.provisioning.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.PrepareDirectory.DirectoryPrepared;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServerWithSchema;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;

/** A dynamic group that does not find the people of a container that connections have now. */
@ParameterizedClass
@ArgumentsSource(EveryServerWithSchema.class)
class IncompleteGroupsTest {
    private static final String USUAL = "ldap:///ou=people,dc=example,dc=org??sub?";
    private static final String PARTNERS = "ldap:///ou=partners,dc=example,dc=org??sub?";

    private final TestDirectory directory;
    private final DirectoryConfig config;
    private final String group = "group-" + People.freshName();
    private final String dn = People.groupDn(group);
    private final String ours = "(vestibuleGroup=" + group + ")";

    IncompleteGroupsTest(DirectoryUnderTest started) {
        directory = started.started();
        config = directory.config().withOtherPeople(List.of("ou=partners"));
    }

    @AfterEach
    void leaveNoGroupBehind() throws LDAPException {
        directory.administrator().delete(dn);
    }

    @Test
    void itIsToldWithTheLdifThatMendsIt() throws LDAPException {
        add(USUAL + ours);

        assertThat(warnings())
                .singleElement()
                .extracting(Finding::ldif)
                .asString()
                .contains(
                        """
                        dn: %s
                        changetype: modify
                        add: memberURL
                        memberURL: %s
                        """
                                .formatted(dn, PARTNERS + ours));
    }

    @Test
    void preparingTheDirectoryMendsItOnce() throws LDAPException {
        add(USUAL + ours);

        assertThat(groupSteps()).extracting(PreparedStep::outcome).containsExactly(Outcome.APPLIED);
        assertThat(searches()).containsExactlyInAnyOrder(USUAL + ours, PARTNERS + ours);
        assertThat(warnings()).isEmpty();
        assertThat(groupSteps()).isEmpty();
    }

    @Test
    void aWiderSearchIsEnough() throws LDAPException {
        add("ldap:///dc=example,dc=org??sub?" + ours);

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aGroupThatIsNotTheGatewaysIsLeftAloneUnlessItIsNamed() throws LDAPException {
        add(USUAL + "(title=Boss)");

        assertThat(warnings()).isEmpty();
        assertThat(warnings(group)).hasSize(1);
    }

    private void add(String search) throws LDAPException {
        directory
                .administrator()
                .add(
                        dn,
                        new Attribute("objectClass", "groupOfURLs"),
                        new Attribute("cn", group),
                        new Attribute("memberURL", search));
    }

    /** Other classes leave groups behind in the directory that they share with this one. */
    private List<Finding> warnings(String... named) {
        return DirectoryInspectorTest.inspected(
                        config,
                        new InspectDirectory(
                                List.of(), List.of(), List.of(), List.of(named), List.of(), false))
                .stream()
                .filter(finding -> finding.level() == Level.WARNING)
                .filter(finding -> finding.ldif().contains(dn))
                .toList();
    }

    private List<PreparedStep> groupSteps() {
        try (LdapConnections connections =
                LdapConnections.open(directory.means().administrating())) {
            DirectoryPrepared reply =
                    new DirectoryPreparer(
                                    config,
                                    connections,
                                    new BindIdentity.Account(
                                            directory.means().administrating().login(), null))
                            .prepare(new PrepareDirectory("", List.of(), true, true))
                            .orThrow(failure -> new AssertionError(failure.detail()));
            return reply.steps().stream()
                    .filter(step -> step.title().equals("searches of dynamic groups"))
                    .toList();
        }
    }

    private List<String> searches() throws LDAPException {
        Entry entry = requireNonNull(directory.administrator().getEntry(dn, "memberURL"));
        return List.of(requireNonNull(entry.getAttributeValues("memberURL")));
    }
}
