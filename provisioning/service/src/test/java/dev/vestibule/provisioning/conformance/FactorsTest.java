package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.MEMORY;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.PASSKEY;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.RECOVERY_CODE;
import static dev.vestibule.provisioning.vocabulary.FactorAttribute.TOTP_SECRET;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.api.AccountDetails;
import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.CredentialCommand.FactorsChanged;
import dev.vestibule.provisioning.api.CredentialCommand.ResetFactors;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.ReadFactors;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;
import dev.vestibule.provisioning.api.ShowAccount;
import dev.vestibule.provisioning.inspect.DirectoryInspector;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.InspectDirectory;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The factors of an account, as each server keeps them. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class FactorsTest {
    private static final String PASSWORD = "Correct-Horse-1-Battery";
    private static final String CANARY = "canary-c2VjcmV0/+= of a factor";

    private final TestDirectory directory;
    private final People people;
    private final People otherNode;
    private final boolean ownSchema;
    private final String ada = People.freshName();

    FactorsTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        ownSchema = this.directory.config().kind().metadata() instanceof OwnSchema;
        people = new People(this.directory);
        otherNode = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
        otherNode.close();
    }

    @Test
    void valuesAreAddedReadAndRemoved() {
        String id = provisioned();
        if (!ownSchema) {
            assertThat(change(id, TOTP_SECRET, List.of(), List.of(CANARY)))
                    .isInstanceOf(AttributeRejected.class);
            assertThat(factors(id)).isEmpty();
            return;
        }
        assertThat(change(id, TOTP_SECRET, List.of(), List.of(CANARY)))
                .isEqualTo(changed(id, TOTP_SECRET));
        change(id, PASSKEY, List.of(), List.of("key one", "key two"));
        change(id, PASSKEY, List.of("key one"), List.of("key one, renamed"));

        assertThat(factors(id).get(TOTP_SECRET)).containsExactly(CANARY);
        assertThat(factors(id).get(PASSKEY))
                .containsExactlyInAnyOrder("key two", "key one, renamed");
        assertThat(change(id, TOTP_SECRET, List.of(CANARY), List.of()))
                .isEqualTo(changed(id, TOTP_SECRET));
        assertThat(factors(id)).containsOnlyKeys(PASSKEY);
    }

    @Test
    void theInspectionSeesThatTheGatewayReadsTheSecretsAndOthersDoNot() {
        change(provisioned(), PASSKEY, List.of(), List.of(CANARY));

        List<String> found =
                inspected().stream()
                        .filter(each -> each.topic().equals("factors"))
                        .map(Finding::found)
                        .toList();
        if (!ownSchema) {
            assertThat(found).isEmpty();
            return;
        }
        assertThat(found)
                .contains("The gateway's account may read vestibulePasskey.")
                .last()
                .asString()
                .startsWith(
                        keepsSecrets()
                                ? "Anonymous users cannot read the secrets of factors."
                                : "Anonymous users can");
    }

    private List<Finding> inspected() {
        try (LdapConnections connections = LdapConnections.open(directory.config())) {
            return new DirectoryInspector(directory.config(), connections, null)
                    .inspect(
                            new InspectDirectory(
                                    List.of(), List.of(), List.of(), List.of(), List.of(), false))
                    .orThrow(failure -> new AssertionError(failure.detail()));
        }
    }

    @Test
    void addingWhatIsThereChangesNothing() {
        String id = provisioned();
        FactorAttribute attribute = ownSchema ? RECOVERY_CODE : MEMORY;
        change(id, attribute, List.of(), List.of("one", "two"));

        assertThat(change(id, attribute, List.of(), List.of("two", "one")))
                .isEqualTo(new FactorsChanged(factorsOf(id).account().dn(), ada, Set.of()));
    }

    @Test
    void aValueThatIsNotThereIsAConflictAndNothingIsDone() {
        String id = provisioned();
        FactorAttribute attribute = ownSchema ? RECOVERY_CODE : MEMORY;
        change(id, attribute, List.of(), List.of("one"));

        assertThat(change(id, attribute, List.of("one", "used"), List.of("new")))
                .isInstanceOf(AccountConflict.class);
        assertThat(factors(id).get(attribute)).containsExactly("one");
    }

    /** As the same recovery code typed in fifty browsers, on two nodes. */
    @Test
    void ofFiftyThatRemoveOneValueAtOnceOneSucceeds() throws Exception {
        String id = provisioned();
        FactorAttribute attribute = ownSchema ? RECOVERY_CODE : MEMORY;
        change(id, attribute, List.of(), List.of("once", "another"));

        List<Object> replies;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> attempts =
                    IntStream.range(0, 50)
                            .<Callable<Object>>mapToObj(i ->
                                    () ->
                                            said(
                                                    (i % 2 == 0 ? people : otherNode)
                                                            .services()
                                                            .credentials()
                                                            .factors()
                                                            .change(
                                                                    command(
                                                                            id,
                                                                            attribute,
                                                                            List.of("once"),
                                                                            List.of()))))
                            .toList();
            replies = threads.invokeAll(attempts).stream().map(FactorsTest::result).toList();
        }

        assertThat(replies).filteredOn(FactorsChanged.class::isInstance).hasSize(1);
        assertThat(replies).filteredOn(AccountConflict.class::isInstance).hasSize(49);
        assertThat(factors(id).get(attribute)).containsExactly("another");
    }

    /** They share an attribute with what the gateway last wrote, which every login reads. */
    @Test
    void notesAreKeptBesideTheSyncState() throws LDAPException {
        String id = provisioned();

        change(id, MEMORY, List.of(), List.of("notice 1f0c", "factor totp"));

        String dn = factorsOf(id).account().dn();
        assertThat(people.records(dn, "vestibuleSyncState"))
                .contains("memory notice 1f0c", "memory factor totp");
        assertThat(factors(id)).isEqualTo(Map.of(MEMORY, List.of("notice 1f0c", "factor totp")));
        assertThat(people.provisioned(LoginCommand.of(ada).command()).outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(details().attributes())
                .extracting(AttributeDetails::name)
                .doesNotContain("memory");
        change(id, MEMORY, List.of("factor totp"), List.of());
        assertThat(factors(id)).isEqualTo(Map.of(MEMORY, List.of("notice 1f0c")));
    }

    @Test
    void noteAndSecretAreToldApartInWhatIsReported() {
        String id = provisioned();

        FactorsChanged noted =
                (FactorsChanged) change(id, MEMORY, List.of(), List.of("notice 1f0c"));

        assertThat(noted.happened()).isNull();
        assertThat(noted.changes().attributes()).isEmpty();
        assertThat(new FactorsChanged("uid=ada", "ada", Set.of(PASSKEY, MEMORY)))
                .satisfies(factors -> {
                    assertThat(factors.happened()).isEqualTo(EventKind.ACCOUNT_FACTORS_CHANGED);
                    assertThat(factors.changes().attributes()).containsExactly("vestibulePasskey");
                });
    }

    @Test
    void aUseIsRecordedOnceAndIsNoChange() {
        String id = provisioned();
        FactorAttribute attribute = ownSchema ? PASSKEY : MEMORY;
        change(id, attribute, List.of(), List.of("count 1"));

        FactorsChanged used = (FactorsChanged) use(id, attribute, "count 1", "count 2");

        assertThat(used.happened()).isNull();
        assertThat(used.changed()).isEmpty();
        assertThat(factors(id).get(attribute)).containsExactly("count 2");
        assertThat(use(id, attribute, "count 1", "count 2")).isInstanceOf(AccountConflict.class);
    }

    @Test
    void anAdministratorResetsWhatIsThere() {
        String id = provisioned();
        change(id, MEMORY, List.of(), List.of("factor totp"));
        if (ownSchema) {
            change(id, TOTP_SECRET, List.of(), List.of(CANARY));
            change(id, RECOVERY_CODE, List.of(), List.of("one", "two"));
        }
        Set<FactorAttribute> there = ownSchema ? Set.of(TOTP_SECRET, RECOVERY_CODE) : Set.of();

        assertThat(reset(TOTP_SECRET, RECOVERY_CODE, PASSKEY))
                .isInstanceOfSatisfying(
                        FactorsChanged.class, done -> assertThat(done.changed()).isEqualTo(there));
        assertThat(factors(id)).containsOnlyKeys(MEMORY);
        assertThat(factors(id).get(MEMORY)).contains("factor totp");
        assertThat(reset(TOTP_SECRET, MEMORY))
                .isInstanceOfSatisfying(
                        FactorsChanged.class,
                        done -> assertThat(done.changed()).containsExactly(MEMORY));
        assertThat(factors(id)).isEmpty();
    }

    /** A remembered device would sign in without the factor that its user has lost. */
    @Test
    void aResetForgetsTheRememberedDevices() {
        if (!ownSchema) {
            return;
        }
        String id = provisioned();
        change(id, TOTP_SECRET, List.of(), List.of(CANARY));
        change(id, MEMORY, List.of(), List.of("devices-since 1500000000", "notice 1f0c"));

        reset(TOTP_SECRET);
        assertThat(factors(id))
                .isEqualTo(
                        Map.of(
                                MEMORY,
                                List.of(
                                        "notice 1f0c",
                                        "devices-since "
                                                + people.clock().instant().getEpochSecond())));
        assertThat(reset(TOTP_SECRET))
                .isInstanceOfSatisfying(
                        FactorsChanged.class, done -> assertThat(done.changed()).isEmpty());
    }

    @Test
    void anAccountThatAnAdministratorMadeCanHaveFactors() throws LDAPException {
        String dn = people.addPerson(ada, ada + "@example.org", PASSWORD);
        String id = new AccountIds(directory).of(dn);
        FactorAttribute attribute = ownSchema ? TOTP_SECRET : MEMORY;

        assertThat(change(id, attribute, List.of(), List.of("x")))
                .isInstanceOf(FactorsChanged.class);
        assertThat(factors(id)).isEqualTo(Map.of(attribute, List.of("x")));
    }

    @Test
    void noValueIsInWhatIsShownOfAnAccount() {
        String id = provisioned();
        FactorAttribute attribute = ownSchema ? TOTP_SECRET : MEMORY;

        FactorsChanged done = (FactorsChanged) change(id, attribute, List.of(), List.of(CANARY));

        assertThat(done.toString()).doesNotContain("canary");
        assertThat(factorsOf(id).toString()).doesNotContain("canary");
        assertThat(factorsOf(id).account().attributes().toString()).doesNotContain("canary");
        assertThat(details().toString() + details().attributes()).doesNotContain("canary");
        assertThat(command(id, attribute, List.of(CANARY), List.of(CANARY)).toString())
                .doesNotContain("canary");
    }

    /** In memory nobody is kept from reading anything. */
    @Test
    void noOtherUserOfTheDirectorySeesAValue() throws LDAPException {
        if (!ownSchema || !keepsSecrets()) {
            return;
        }
        String id = new AccountIds(directory).of(people.addPerson(ada, ada + "@x.org", PASSWORD));
        String bob = people.addPerson(ada + "-b", ada + "-b@x.org", PASSWORD);
        for (FactorAttribute attribute : List.of(TOTP_SECRET, RECOVERY_CODE, PASSKEY)) {
            change(id, attribute, List.of(), List.of(CANARY));
        }
        String own = factorsOf(id).account().dn();

        for (String reader : List.of("", own, bob)) {
            try (LDAPConnection connection = directory.means().connect()) {
                if (!reader.isEmpty()) {
                    connection.bind(reader, PASSWORD);
                }
                assertThat(seen(connection, own)).doesNotContain("canary");
                for (FactorAttribute attribute : List.of(TOTP_SECRET, RECOVERY_CODE, PASSKEY)) {
                    assertThat(compared(connection, own, attribute.attribute())).isFalse();
                }
            }
        }
    }

    private boolean keepsSecrets() {
        return directory.means().givesRights()
                || directory.config().kind().type() == DirectoryType.EMBEDDED;
    }

    private static String seen(LDAPConnection connection, String dn) {
        StringBuilder seen = new StringBuilder();
        for (String base : List.of(dn, TestDirectory.BASE)) {
            try {
                SearchRequest all =
                        new SearchRequest(base, SearchScope.SUB, "(objectClass=*)", "*", "+");
                for (Entry entry : requireNonNull(connection.search(all).getSearchEntries())) {
                    entry.getAttributes().forEach(each -> seen.append(List.of(each.getValues())));
                }
            } catch (LDAPException refused) {
                seen.append(refused.getResultCode());
            }
        }
        return seen.toString();
    }

    private static boolean compared(LDAPConnection connection, String dn, String attribute) {
        try {
            return connection.compare(dn, attribute, CANARY).compareMatched();
        } catch (LDAPException refused) {
            return false;
        }
    }

    @Test
    void whatNoEntryShouldKeepIsRefusedWithoutItsValue() {
        String id = provisioned();
        List<String> many =
                IntStream.range(0, MEMORY.most() + 1).mapToObj(i -> "note " + i).toList();

        for (String value : List.of("", " ", "canary\n", "canary \u00e4", "x".repeat(8193))) {
            assertThat(change(id, MEMORY, List.of(), List.of(value)))
                    .isInstanceOfSatisfying(
                            AttributeRejected.class,
                            refused -> assertThat(refused.detail()).doesNotContain("canary"));
        }
        assertThat(change(id, MEMORY, List.of(), many)).isInstanceOf(AttributeRejected.class);
        assertThat(change(id, MEMORY, List.of(), many.subList(1, many.size())))
                .isInstanceOf(FactorsChanged.class);
        assertThat(change(id, MEMORY, List.of(), many.subList(0, 1)))
                .isInstanceOf(AttributeRejected.class);
        assertThat(change(id, MEMORY, List.of("note 1"), many.subList(0, 1)))
                .isInstanceOf(FactorsChanged.class);
    }

    @Test
    void aDisabledAccountKeepsItsFactorsAndOnlyAnAdministratorChangesThem() throws LDAPException {
        String id = provisioned();
        change(id, MEMORY, List.of(), List.of("factor totp"));
        people.record(factorsOf(id).account().dn(), "vestibuleDisabled", "TRUE");

        assertThat(change(id, MEMORY, List.of("factor totp"), List.of()))
                .isInstanceOf(AccountDisabled.class);
        assertThat(factorsOf(id).account().state().usable()).isFalse();
        assertThat(reset(MEMORY)).isInstanceOf(FactorsChanged.class);
    }

    @Test
    void anIdThatNoAccountHasFindsNone() {
        for (String id : List.of("", " ", "*", "x", "00000000-0000-4000-8000-000000000000")) {
            assertThat(said(people.services().credentials().factors().read(new ReadFactors(id))))
                    .isInstanceOf(NoSuchAccount.class);
            assertThat(change(id, MEMORY, List.of(), List.of("x")))
                    .isInstanceOf(NoSuchAccount.class);
        }
    }

    private String provisioned() {
        return people.account(LoginCommand.of(ada).with("mail", ada + "@example.org").command())
                .id();
    }

    private AccountDetails details() {
        return (AccountDetails) said(people.services().accounts().show(new ShowAccount(ada)));
    }

    private AccountFactors factorsOf(String id) {
        return (AccountFactors)
                said(people.services().credentials().factors().read(new ReadFactors(id)));
    }

    private Map<FactorAttribute, List<String>> factors(String id) {
        return factorsOf(id).values();
    }

    private FactorsChanged changed(String id, FactorAttribute attribute) {
        return new FactorsChanged(factorsOf(id).account().dn(), ada, Set.of(attribute));
    }

    private Object change(
            String id, FactorAttribute attribute, List<String> removed, List<String> added) {
        return said(
                people.services()
                        .credentials()
                        .factors()
                        .change(command(id, attribute, removed, added)));
    }

    private Object use(String id, FactorAttribute attribute, String before, String after) {
        return said(
                people.services()
                        .credentials()
                        .factors()
                        .change(
                                new ChangeFactors(
                                        "command-1",
                                        id,
                                        attribute,
                                        List.of(before),
                                        List.of(after),
                                        true)));
    }

    private Object reset(FactorAttribute... attributes) {
        return said(
                people.services()
                        .credentials()
                        .factors()
                        .reset(new ResetFactors("command-1", ada, Set.of(attributes))));
    }

    private static ChangeFactors command(
            String id, FactorAttribute attribute, List<String> removed, List<String> added) {
        return new ChangeFactors("command-1", id, attribute, removed, added, false);
    }

    private static Object result(Future<Object> done) {
        try {
            return done.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
