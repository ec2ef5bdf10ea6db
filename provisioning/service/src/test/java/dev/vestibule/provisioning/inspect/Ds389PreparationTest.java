package dev.vestibule.provisioning.inspect;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.DirectoryServices;
import dev.vestibule.provisioning.administration.AccountDirectory;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ChangeAccount;
import dev.vestibule.provisioning.api.ChangeAccount.AccountChanged;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep;
import dev.vestibule.provisioning.inspect.PrepareDirectory.PreparedStep.Outcome;
import dev.vestibule.provisioning.ldap.BindIdentity;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.ContainerDirectory;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.List;
import java.util.Map;

/** A 389 Directory Server as it comes, given all that the gateway needs by the tools alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ds389PreparationTest {
    private ContainerDirectory directory;
    private List<Finding> before;
    private List<PreparedStep> steps;

    @BeforeAll
    void prepare() {
        directory = ContainerDirectory.startBareDs389();
        before = inspected(true, false);
        steps = prepared();
    }

    @AfterAll
    void stop() {
        directory.close();
    }

    @Test
    void whatIsMissingIsToldWithItsLdif() {
        assertThat(before)
                .filteredOn(finding -> finding.level() == Level.PROBLEM)
                .extracting(Finding::topic)
                .containsExactly("account", "schema", "tree", "tree");
        assertThat(before)
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .extracting(Finding::topic)
                .containsExactly("index", "unique");
        assertThat(before)
                .filteredOn(finding -> finding.level() != Level.FINE)
                .filteredOn(finding -> finding.level() != Level.NOTE)
                .filteredOn(finding -> !finding.topic().equals("account"))
                .allSatisfy(finding -> assertThat(finding.ldif()).contains("dn: "));
    }

    @Test
    void allOfItIsApplied() {
        assertThat(steps).extracting(PreparedStep::outcome).containsOnly(Outcome.APPLIED);
        assertThat(prepared()).extracting(PreparedStep::outcome).containsOnly(Outcome.PRESENT);
    }

    @Test
    void afterwardsNothingIsMissingForManagerAndGateway() {
        assertThat(inspected(true, false))
                .filteredOn(finding -> !finding.topic().equals("rights"))
                .extracting(Finding::level)
                .containsOnly(Level.FINE);
        assertThat(inspected(false, true))
                .extracting(Finding::level)
                .doesNotContain(Level.PROBLEM, Level.WARNING);
    }

    @Test
    void thenTheGatewayProvisionsAndObeys() throws LDAPException {
        String ada = People.freshName();
        try (People people = new People(directory);
                LdapConnections gateway = LdapConnections.open(directory.config())) {
            Account account = people.account(People.login(ada, Map.of(), List.of(ada)));
            directory.means().setPassword(account.dn(), "Right-password-1");
            AccountDirectory accounts =
                    DirectoryServices.of(directory.config(), gateway, people.clock()).accounts();

            assertThat(account.groups()).containsExactly(ada);
            assertThat(said(accounts.change(disable(account)))).isInstanceOf(AccountChanged.class);
            assertThat(people.provision(People.login(ada, Map.of(), null)))
                    .isInstanceOf(AccountDisabled.class);
            assertThat(gateway.pool().getEntry(account.dn(), "userPassword", "aci", "sn"))
                    .satisfies(entry -> {
                        assertThat(entry.hasAttribute("sn")).isTrue();
                        assertThat(entry.hasAttribute("userPassword")).isFalse();
                    });
        }
    }

    /** With the rule of docs/directory.md beside one that allows everything. */
    @Test
    void whoMayReadEverythingReadsNoSecretOfAFactor() throws LDAPException {
        String ada = People.freshName();
        try (People people = new People(directory)) {
            String dn = people.addPerson(ada, ada + "@example.org", "Right-password-1");
            directory
                    .means()
                    .change(
                            dn,
                            new Modification(
                                    ModificationType.ADD, "objectClass", "vestibuleAccount"),
                            new Modification(ModificationType.ADD, "vestibulePasskey", "canary"));
            directory
                    .means()
                    .change(
                            TestDirectory.BASE,
                            everything(ModificationType.ADD),
                            secrets(ModificationType.ADD));
            try (LDAPConnection reader = directory.means().connect()) {
                reader.bind(dn, "Right-password-1");

                assertThat(reader.getEntry(dn, "*", "vestibulePasskey"))
                        .satisfies(entry -> {
                            assertThat(entry.getAttributeValue("uid")).isEqualTo(ada);
                            assertThat(entry.hasAttribute("vestibulePasskey")).isFalse();
                        });
                assertThat(
                                reader.search(
                                                TestDirectory.BASE,
                                                SearchScope.SUB,
                                                "(vestibulePasskey=canary)")
                                        .getEntryCount())
                        .isZero();
            } finally {
                directory
                        .means()
                        .change(
                                TestDirectory.BASE,
                                everything(ModificationType.DELETE),
                                secrets(ModificationType.DELETE));
            }
        }
    }

    @Test
    void anIdThatTheGatewayCannotReadIsSaid() throws LDAPException {
        try (People people = new People(directory)) {
            people.account(People.login(People.freshName(), Map.of(), null));
            Modification hidden = rule("nsUniqueId", "deny", ModificationType.ADD);
            directory.means().change(TestDirectory.BASE, hidden);
            try {
                assertThat(inspected(false, false))
                        .extracting(Finding::found)
                        .contains("The gateway's account cannot read nsUniqueId of accounts.");
            } finally {
                directory
                        .means()
                        .change(
                                TestDirectory.BASE,
                                rule("nsUniqueId", "deny", ModificationType.DELETE));
            }
            assertThat(inspected(false, false))
                    .extracting(Finding::found)
                    .noneMatch(text -> text.contains("nsUniqueId"));
        }
    }

    private Modification secrets(ModificationType type) {
        return new Modification(
                type,
                "aci",
                "(targetattr = \"vestibulePasskey || vestibuleRecoveryCode ||"
                        + " vestibuleTotpSecret\")(version 3.0; acl \"secrets of factors\"; deny"
                        + " (read, search, compare) userdn != \"ldap:///%s\";)"
                                .formatted(directory.config().login().dn()));
    }

    private static Modification everything(ModificationType type) {
        return rule("*", "allow", type);
    }

    private static Modification rule(String attribute, String word, ModificationType type) {
        return new Modification(
                type,
                "aci",
                "(targetattr = \"%s\")(version 3.0; acl \"a rule of a test\"; %s (read, search,"
                                .formatted(attribute, word)
                        + " compare) userdn = \"ldap:///anyone\";)");
    }

    @Test
    void theLinkOfAnotherAccountIsRefusedAtOnce() {
        String ada = People.freshName();
        String bob = People.freshName();
        try (People people = new People(directory)) {
            people.account(People.login(ada, Map.of(), null));
            String bobs = people.account(People.login(bob, Map.of(), null)).dn();

            assertThatThrownBy(() ->
                            directory
                                    .means()
                                    .change(
                                            bobs,
                                            new Modification(
                                                    ModificationType.ADD,
                                                    "vestibuleFederatedIdentity",
                                                    People.ISSUER + " " + ada)))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            refused ->
                                    assertThat(refused.getResultCode())
                                            .isEqualTo(ResultCode.CONSTRAINT_VIOLATION));
        }
    }

    @Test
    void whomAnAdministratorDeletesLeavesTheGroups() throws LDAPException {
        String ada = People.freshName();
        String bob = People.freshName();
        try (People people = new People(directory)) {
            String adas = people.account(People.login(ada, Map.of(), List.of(ada))).dn();
            String bobs = people.account(People.login(bob, Map.of(), List.of(ada))).dn();

            people.administrator().delete(adas);

            assertThat(people.members(ada)).containsExactly(bobs);
        }
    }

    private static ChangeAccount disable(Account account) {
        return new ChangeAccount("c", account.dn(), Change.DISABLE, null);
    }

    private DirectoryConfig manager() {
        return directory.means().administrating();
    }

    private List<PreparedStep> prepared() {
        try (LdapConnections connections = LdapConnections.open(manager())) {
            return new DirectoryPreparer(
                            directory.config(),
                            connections,
                            new BindIdentity.Account(manager().login(), null))
                    .prepare(new PrepareDirectory("", List.of(), true, true))
                    .orThrow(failure -> new AssertionError(failure.detail()))
                    .steps();
        }
    }

    private List<Finding> inspected(boolean byManager, boolean probe) {
        BindIdentity manager = new BindIdentity.Account(manager().login(), null);
        try (LdapConnections own = LdapConnections.open(directory.config());
                LdapConnections managers = LdapConnections.open(directory.config(), manager)) {
            return new DirectoryInspector(directory.config(), own, byManager ? managers : null)
                    .inspect(
                            new InspectDirectory(
                                    List.of("mail"),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    probe))
                    .orThrow(failure -> new AssertionError(failure.detail()));
        }
    }
}
