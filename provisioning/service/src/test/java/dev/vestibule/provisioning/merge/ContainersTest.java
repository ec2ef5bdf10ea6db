package dev.vestibule.provisioning.merge;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.NewAccount.AccountTarget;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.InMemoryDirectory;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** Connections that put their accounts into containers of their own, and make more of them. */
@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class ContainersTest {
    private static final String PARTNERS = "ou=partners,ou=people";
    private static final AccountTarget TO_PARTNERS = new AccountTarget(PARTNERS, List.of());
    private static final String CLASS = "domainRelatedObject";
    private static final Map<String, List<String>> DOMAIN =
            Map.of("associatedDomain", List.of("example.org"));

    private static final Map<String, List<String>> NUMBERS =
            Map.of(
                    "uidNumber",
                    List.of("20001"),
                    "gidNumber",
                    List.of("20001"),
                    "homeDirectory",
                    List.of("/home/ada"));

    private final People people;
    private final String ada = People.freshName();

    ContainersTest(DirectoryUnderTest directory) {
        people = new People(directory.started(), List.of(PARTNERS));
    }

    @BeforeEach
    void makeTheContainer() throws LDAPException {
        addContainer(people, PARTNERS, "partners");
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void anAccountIsPutIntoTheContainerOfItsConnection() {
        assertThat(people.account(login(ada).into(TO_PARTNERS).command()).dn())
                .isEqualTo("uid=" + ada + "," + PARTNERS + "," + TestDirectory.BASE);
    }

    @Test
    void anAccountIsFoundInWhateverContainerItLies() throws LDAPException {
        String dn = people.account(login(ada).into(TO_PARTNERS).command()).dn();

        Account through = people.account(login(ada).command());

        assertThat(through.dn()).isEqualTo(dn);
        assertThat(people.linked(ada)).hasSize(1);
        assertThat(
                        said(
                                people.users()
                                        .find(
                                                new FindAccount(
                                                        new FederatedIdentity(
                                                                People.ISSUER, ada)))))
                .isInstanceOf(Account.class);
    }

    @Test
    void anAccountIsFoundByItsUsernameInEveryContainerAndByNothingElse() {
        Account account = people.account(login(ada).into(TO_PARTNERS).command());

        assertThat(named(ada)).isEqualTo(account);
        for (String other : List.of(ada + "2", "*", ada + "*", account.dn(), "", account.id())) {
            assertThat(named(other)).as(other).isInstanceOf(NoSuchAccount.class);
        }
    }

    private Object named(String username) {
        return said(people.users().find(new FindAccount.FindByUsername(username)));
    }

    @Test
    void anAccountOutsideThePeoplesContainerIsFoundToo() throws LDAPException {
        try (InMemoryDirectory directory = InMemoryDirectory.start();
                People elsewhere = new People(directory, List.of("ou=external"))) {
            addContainer(elsewhere, "ou=external", "external");
            AccountTarget external = new AccountTarget("ou=external", List.of());
            String dn = elsewhere.account(login(ada).into(external).command()).dn();

            assertThat(elsewhere.account(login(ada).command()).dn())
                    .isEqualTo(dn)
                    .isEqualTo("uid=" + ada + ",ou=external," + TestDirectory.BASE);
        }
    }

    @Test
    void aNameIsGivenOnceInAllContainers() {
        people.account(login(ada).into(TO_PARTNERS).command());

        Account other = people.account(LoginCommand.of(ada + "-other").wishing(ada).command());

        assertThat(other.username()).isEqualTo(ada + "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ou=services", "ou=groups", "ou=people,ou=people", "no dn", ""})
    void aContainerThatTheServiceIsNotConfiguredWithIsRefused(String container)
            throws LDAPException {
        AccountTarget elsewhere = new AccountTarget(container, List.of());

        assertThat(people.provision(login(ada).into(elsewhere).command()))
                .isInstanceOf(PolicyRefused.class);
        assertThat(people.linked(ada)).isEmpty();
    }

    @Test
    void aContainerThatIsMissingIsReported() {
        try (InMemoryDirectory directory = InMemoryDirectory.start();
                People elsewhere = new People(directory, List.of("ou=external"))) {
            assertThat(said(elsewhere.services().accounts().ready(new CheckDirectory())))
                    .isEqualTo(
                            new PolicyRefused(
                                    "the container of accounts is missing: ou=external,"
                                            + TestDirectory.BASE));
        }
        assertThat(said(people.services().accounts().ready(new CheckDirectory())))
                .isInstanceOf(DirectoryReady.class);
    }

    @Test
    void anAccountIsWhatItsConnectionSaysBesideAPerson() throws LDAPException {
        String dn = people.account(domains(DOMAIN)).dn();

        assertThat(people.values(dn, "objectClass")).contains(CLASS, "inetOrgPerson");
        assertThat(people.values(dn, "associatedDomain")).containsExactly("example.org");
    }

    @Test
    void anAccountFromBeforeGetsTheClassWithItsFirstValue() throws LDAPException {
        String dn = people.account(login(ada).command()).dn();

        people.provisioned(domains(DOMAIN));

        assertThat(people.values(dn, "objectClass")).contains(CLASS);
        assertThat(people.values(dn, "associatedDomain")).containsExactly("example.org");
    }

    @Test
    void noClassIsAddedWhereNothingIsWritten() throws LDAPException {
        String dn = people.account(login(ada).command()).dn();
        String before = people.entry(dn).toLDIFString();

        people.provisioned(domains(Map.of()));

        assertThat(people.entry(dn).toLDIFString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"extensibleObject", "ALIAS", "referral", "a b", "2.5.6.6", ""})
    void aClassThatIsNoPersonsIsRefused(String name) {
        AccountTarget target = new AccountTarget(null, List.of(name));

        assertThat(people.provision(login(ada).into(target).command()))
                .isInstanceOf(AttributeRejected.class);
    }

    @Test
    void aPersonWithNumbersIsALinuxAccountToo() throws LDAPException {
        String dn = people.account(posix(NUMBERS)).dn();

        assertThat(people.values(dn, "objectClass")).contains("posixAccount", "inetOrgPerson");
        assertThat(people.values(dn, "uidNumber")).containsExactly("20001");
    }

    @Test
    void withoutANumberThereIsNoLinuxAccount() throws LDAPException {
        Map<String, List<String>> home = Map.of("homeDirectory", List.of("/home/ada"));

        assertThat(people.provision(posix(home)))
                .asInstanceOf(InstanceOfAssertFactories.type(AttributeRejected.class))
                .extracting(AttributeRejected::detail, InstanceOfAssertFactories.STRING)
                .containsAnyOf("has no uidnumber", "has no gidnumber");
        assertThat(people.linked(ada)).isEmpty();
    }

    private ProvisionUser posix(Map<String, List<String>> attributes) {
        return LoginCommand.of(ada)
                .with(attributes)
                .into(new AccountTarget(null, List.of("posixAccount")))
                .command();
    }

    private ProvisionUser domains(Map<String, List<String>> attributes) {
        return LoginCommand.of(ada)
                .with(attributes)
                .into(new AccountTarget(null, List.of(CLASS)))
                .command();
    }

    private static LoginCommand login(String subject) {
        return LoginCommand.of(subject).with("sn", "Lovelace");
    }

    private static void addContainer(People people, String container, String name)
            throws LDAPException {
        try {
            people.administrator()
                    .add(
                            container + "," + TestDirectory.BASE,
                            new Attribute("objectClass", "organizationalUnit"),
                            new Attribute("ou", name));
        } catch (LDAPException e) {
            // The directory is shared by the tests of the class.
            assertThat(e.getResultCode()).isEqualTo(ResultCode.ENTRY_ALREADY_EXISTS);
        }
    }
}
