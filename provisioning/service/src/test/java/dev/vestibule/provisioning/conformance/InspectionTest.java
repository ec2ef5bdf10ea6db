package dev.vestibule.provisioning.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.DirectoryPreparer;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Part;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.DirectoryPassword;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.Reconfigured;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;

/** What the administrator's tools say of a directory that is as it should be. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class InspectionTest {
    private final TestDirectory directory;

    InspectionTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
    }

    @Test
    void aPreparedDirectoryHasNoProblem() {
        List<Finding> findings = inspected(directory.config(), mapping("mail", "givenName"));

        assertThat(problems(findings)).isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.FINE)
                .extracting(Finding::topic)
                .contains("connection", "schema", "tree");
    }

    @Test
    void anAttributeThatTheSchemaHasNotIsNamed() {
        List<Finding> findings = inspected(directory.config(), mapping("favouriteDrinks"));

        assertThat(problems(findings))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("favouriteDrinks");
                    assertThat(finding.found()).contains("no attribute favouriteDrinks");
                });
    }

    @Test
    void anAttributeThatNoAccountTakesIsNamed() {
        List<Finding> findings = inspected(directory.config(), mapping("knowledgeInformation"));

        assertThat(problems(findings))
                .extracting(Finding::subject)
                .containsExactly("knowledgeInformation");
    }

    @Test
    void whatAConnectionsObjectClassesTakeHasAPlaceAndUnknownOnesAreNamed() {
        boolean active = directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;
        List<Finding> fits =
                inspected(
                        directory.config(),
                        new InspectDirectory(
                                List.of(active ? "ipHostNumber" : "dc"),
                                List.of(active ? "ipHost" : "dcObject"),
                                List.of(),
                                List.of(),
                                List.of(),
                                false));
        List<Finding> unknown =
                inspected(
                        directory.config(),
                        new InspectDirectory(
                                List.of("mail"),
                                List.of("noSuchClass"),
                                List.of(),
                                List.of(),
                                List.of(),
                                false));

        assertThat(problems(fits)).isEmpty();
        assertThat(problems(unknown)).extracting(Finding::subject).containsExactly("noSuchClass");
    }

    @Test
    void withoutOurSchemaTheAttributesThatAreNamedMustBeThere() {
        List<Finding> missing = problemsWith(keptIn("noSuchLink", "departmentNumber"));
        List<Finding> unfit = problemsWith(keptIn("labeledURI", "knowledgeInformation"));
        List<Finding> narrow = problemsWith(keptIn("labeledURI", "employeeNumber"));

        assertThat(missing)
                .extracting(Finding::found)
                .containsExactly("The schema has no attribute noSuchLink.");
        // The schema in memory does not know it at all.
        assertThat(unfit)
                .singleElement()
                .extracting(Finding::found)
                .asString()
                .endsWith(" attribute knowledgeInformation.");
        assertThat(narrow)
                .extracting(Finding::found)
                .containsExactly(
                        "The attribute employeeNumber is single-valued, and several values are needed.");
    }

    @Test
    void aLinkThatTakesOneValueIsToldOf() {
        List<Finding> findings =
                inspected(keptIn("employeeNumber", "departmentNumber"), mapping("mail"));

        assertThat(problems(findings)).isEmpty();
        assertThat(findings)
                .extracting(Finding::found)
                .contains("The attribute employeeNumber is single-valued.");
    }

    /** Active Directory has no dynamic groups at all. */
    @Test
    void aGroupOfTheOtherKindIsNamed() throws LDAPException {
        String name = "kind-" + People.freshName();
        boolean active = directory.config().kind().type() == DirectoryType.ACTIVE_DIRECTORY;
        directory
                .administrator()
                .add(
                        People.groupDn(name),
                        new Attribute("objectClass", active ? "group" : "groupOfNames"),
                        new Attribute("cn", name),
                        new Attribute("member", directory.config().login().dn()));

        List<Finding> findings =
                inspected(
                        directory.config(),
                        new InspectDirectory(
                                List.of(), List.of(), List.of(), List.of(name), List.of(), false));

        assertThat(problems(findings)).extracting(Finding::subject).contains(name);
        assertThat(problems(findings)).hasSize(active ? 2 : 1);
    }

    @Test
    void aProbeShowsThatTheGatewayMayWriteAndCanBeRepeated() {
        for (int time = 0; time < 2; time++) {
            List<Finding> findings =
                    inspected(
                            directory.config(),
                            new InspectDirectory(
                                    List.of(), List.of(), List.of(), List.of(), List.of(), true));

            assertThat(findings)
                    .filteredOn(finding -> finding.topic().equals("rights"))
                    .filteredOn(finding -> finding.level() == Level.FINE)
                    .hasSize(2);
            assertThat(problems(findings)).isEmpty();
        }
    }

    /** What OpenLDAP keeps in its configuration the image lets nobody see or write over LDAP. */
    @Test
    void whatIsThereIsNotAppliedAgain() {
        prepared(directory.config());

        List<PreparedStep> again = prepared(directory.config());

        assertThat(again)
                .filteredOn(step -> step.outcome() != Outcome.PRESENT)
                .allSatisfy(step -> {
                    assertThat(step.outcome()).isEqualTo(Outcome.BY_HAND);
                    assertThat(step.part()).isEqualTo(Part.CONFIG);
                    assertThat(step.ldif()).contains("cn=config");
                });
        boolean own = directory.config().kind().metadata() instanceof MetadataMapping.OwnSchema;
        assertThat(again.stream().anyMatch(step -> step.title().equals("schema"))).isEqualTo(own);
    }

    @Test
    void theGatewaysAccountIsMadeWithItsPassword() throws LDAPException {
        String dn = "cn=" + People.freshName() + ",ou=services," + TestDirectory.BASE;
        String password = ": Grüße-1\nx";

        prepared(directory.config().as(dn, new DirectoryPassword(password)));

        assertThat(directory.means().bind(dn, password)).isEqualTo(ResultCode.SUCCESS);
    }

    private List<PreparedStep> prepared(DirectoryConfig gateway) {
        try (LdapConnections connections =
                LdapConnections.open(directory.means().administrating())) {
            return new DirectoryPreparer(
                            gateway,
                            connections,
                            new BindIdentity.Account(
                                    directory.means().administrating().login(), null))
                    .prepare(new PrepareDirectory("", List.of(), true, true))
                    .orThrow(failure -> new AssertionError(failure.detail()))
                    .steps();
        }
    }

    private DirectoryConfig keptIn(String link, String records) {
        return new Reconfigured(directory.config())
                .keptIn(new NamedAttributes(link, records, records, records));
    }

    private List<Finding> problemsWith(DirectoryConfig config) {
        return problems(inspected(config, mapping("mail")));
    }

    private static List<Finding> inspected(DirectoryConfig config, InspectDirectory query) {
        try (LdapConnections connections = LdapConnections.open(config)) {
            return new DirectoryInspector(config, connections, null)
                    .inspect(query)
                    .orThrow(failure -> new AssertionError(failure.detail()));
        }
    }

    private static InspectDirectory mapping(String... attributes) {
        return new InspectDirectory(
                List.of(attributes), List.of(), List.of(), List.of(), List.of(), false);
    }

    /** A server without rights is right about secrets that everyone can read: see FactorsTest. */
    private List<Finding> problems(List<Finding> findings) {
        boolean open = !directory.means().givesRights();
        return findings.stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .filter(finding -> !(open && finding.topic().equals("factors")))
                .toList();
    }
}
