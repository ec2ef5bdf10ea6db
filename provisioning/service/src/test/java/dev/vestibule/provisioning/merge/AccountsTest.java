package dev.vestibule.provisioning.merge;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

@ParameterizedClass
@ArgumentsSource(EveryDirectory.class)
class AccountsTest {
    private static final Map<String, List<String>> ADA =
            Map.of(
                    "givenName", List.of("Ada"),
                    "sn", List.of("Lovelace"),
                    "mail", List.of("ada@example.org"));

    private final People people;
    private final String ada = People.freshName();

    AccountsTest(DirectoryUnderTest directory) {
        people = new People(directory.started());
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theFirstLoginCreatesTheAccount() throws LDAPException {
        Account account = people.account(People.login(ada, ADA, null));

        assertThat(account.username()).isEqualTo(ada);
        assertThat(account.attributes()).containsAllEntriesOf(ADA);
        assertThat(people.values(account.dn(), "cn")).containsExactly("Ada Lovelace");
        assertThat(people.values(account.dn(), "vestibuleFederatedIdentity"))
                .containsExactly(People.ISSUER + " " + ada);
        assertThat(people.values(account.dn(), "vestibuleProvisionedBy")).containsExactly("google");
        assertThat(people.entry(account.dn()).getAttributeValueAsDate("vestibuleProvisionedAt"))
                .isEqualTo("2026-11-23T09:30:00Z");
    }

    @Test
    void theAccountShowsNothingOfOurBookkeeping() {
        Account account = people.account(People.login(ada, ADA, null));

        assertThat(account.attributes().keySet())
                .noneMatch(name -> name.startsWith("vestibule"))
                .doesNotContain("objectClass", "userPassword");
    }

    @Test
    void repeatingACommandLeavesTheEntryUnchanged() throws LDAPException {
        ProvisionUser command = People.login(ada, ADA, List.of(ada));
        Account first = people.account(command);
        String before = people.entry(first.dn()).toLDIFString();

        var second = people.provisioned(command);

        assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.account()).isEqualTo(first);
        assertThat(people.entry(first.dn()).toLDIFString()).isEqualTo(before);
    }

    @Test
    void theLastSignInIsWrittenOnceADay() throws LDAPException {
        ProvisionUser command = People.login(ada, ADA, null);
        String dn = people.account(command).dn();
        people.at("2026-11-24T09:29:59Z");
        people.provisioned(command);
        people.at("2026-11-24T09:30:00Z");
        var third = people.provisioned(command);

        assertThat(third.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.entry(dn).getAttributeValueAsDate("vestibuleLastSignIn"))
                .isEqualTo("2026-11-24T09:30:00Z");
    }

    @Test
    void whatAnEntryMustHaveIsThereWithoutAnyClaim() throws LDAPException {
        String dn = people.account(People.login(ada, Map.of(), null)).dn();

        assertThat(people.values(dn, "cn")).containsExactly(ada);
        assertThat(people.values(dn, "sn")).containsExactly("-");
    }

    @Test
    void aDisabledAccountIsRefusedAndNotWritten() throws LDAPException {
        String dn = people.account(People.login(ada, ADA, null)).dn();
        replace(dn, "vestibuleDisabled", "TRUE");
        String before = people.entry(dn).toLDIFString();
        people.at("2027-01-01T00:00:00Z");

        assertThat(people.provision(People.login(ada, Map.of("mail", List.of("b@c")), null)))
                .isInstanceOf(AccountDisabled.class);
        assertThat(people.entry(dn).toLDIFString()).isEqualTo(before);
    }

    @Test
    void anotherPersonWithTheSameWishGetsTheNextName() {
        people.account(People.login(ada, ADA, null));

        assertThat(people.account(wishing(ada, ada + "-second")).username()).isEqualTo(ada + "2");
        assertThat(people.account(wishing(ada, ada + "-third")).username()).isEqualTo(ada + "3");
    }

    @Test
    void aNewAccountNeverInheritsTheMembershipsOfADeletedOne() throws LDAPException {
        String ghost = "uid=" + ada + ",ou=people,dc=example,dc=org";
        people.administrator()
                .add(
                        People.groupDn(ada),
                        new Attribute("objectClass", "groupOfNames"),
                        new Attribute("member", ghost));

        Account account = people.account(People.login(ada, ADA, null));

        assertThat(account.username()).isEqualTo(ada + "2");
        assertThat(account.groups()).isEmpty();
    }

    @Test
    void aRenamedAccountIsStillTheSame() throws LDAPException {
        String dn = people.account(People.login(ada, ADA, null)).dn();
        people.administrator().modifyDN(dn, "uid=countess-" + ada, true);

        var second = people.provisioned(People.login(ada, ADA, null));

        assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.account().username()).isEqualTo("countess-" + ada);
    }

    @Test
    void aSubjectThatDiffersInSpacesOnlyIsSomebodyElse() throws LDAPException {
        people.account(wishing(ada, ada + " x"));

        Object reply = people.provision(wishing(ada, ada + "  x"));

        // A directory with a rule for unique links takes the two for one, and refuses the second:
        // for that reason, and not after it has been asked for every username there is.
        if (reply instanceof AccountConflict conflict) {
            assertThat(conflict.detail()).contains("one much like it");
        } else {
            assertThat(said(people.users().find(query(ada + "  x"))))
                    .isNotEqualTo(said(people.users().find(query(ada + " x"))));
        }
        assertThat(said(people.users().find(query(ada + " x")))).isInstanceOf(Account.class);
    }

    @Test
    void findsTheLinkedAccountWithItsGroups() {
        Account account = people.account(People.login(ada, ADA, List.of(ada)));

        Object reply = said(people.users().find(query(ada)));

        assertThat(reply).isEqualTo(account);
    }

    @Test
    void findsNoAccountForAStranger() {
        assertThat(said(people.users().find(query("nobody")))).isInstanceOf(NoSuchAccount.class);
    }

    @Test
    void aDirectoryThatAnswersIsReady() {
        assertThat(said(people.services().accounts().ready(new CheckDirectory())))
                .isEqualTo(new DirectoryReady());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objectClass",
                "USERPASSWORD",
                "member",
                "memberOf",
                "uid",
                "userid",
                "aci",
                "vestibuleDisabled",
                "VestibuleGrantedGroup",
                "mail;binary",
                "2.5.4.0",
                "a)(b"
            })
    void claimsNeverWriteWhatDecidesAboutRights(String attribute) {
        var reply = people.provision(People.login(ada, Map.of(attribute, List.of("TRUE")), null));

        assertThat(reply).isInstanceOf(AttributeRejected.class);
        assertThat(said(people.users().find(query(ada)))).isInstanceOf(NoSuchAccount.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noSuchAttribute", "dc", "createTimestamp"})
    void anAttributeThatTheSchemaRefusesIsNamed(String attribute) {
        var reply = people.provision(People.login(ada, Map.of(attribute, List.of("x")), null));

        assertThat(reply).isInstanceOf(AttributeRejected.class);
        assertThat(((AttributeRejected) reply).attribute()).isEqualTo(attribute);
    }

    private void replace(String dn, String attribute, String value) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private static FindAccount query(String subject) {
        return new FindAccount(new FederatedIdentity(People.ISSUER, subject));
    }

    private static ProvisionUser wishing(String username, String subject) {
        return LoginCommand.of(subject).wishing(username).with(ADA).command();
    }
}
