package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.CheckDirectory.DirectoryReady;
import dev.vestibule.provisioning.api.Failure.AttributeRejected;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What is promised of every directory, whatever it calls things. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class ConformanceTest {
    private static final int TRIES = 10;
    private static final Map<String, List<String>> ADA =
            Map.of(
                    "givenName", List.of("Ada"),
                    "sn", List.of("Lovelace"),
                    "mail", List.of("ada@example.org"));

    private final TestDirectory directory;
    private final People people;
    private final String ada = People.freshName();
    private final String group = "g-" + ada;

    ConformanceTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        people = new People(this.directory);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theDirectoryIsReady() {
        assertThat(said(people.services().accounts().ready(new CheckDirectory())))
                .isEqualTo(new DirectoryReady());
    }

    @Test
    void theFirstLoginCreatesTheAccountAndTheNextFindsIt() {
        UserProvisioned first = login(ADA, List.of(group));

        assertThat(first.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(first.account().username()).isEqualTo(ada);
        assertThat(first.account().attributes()).containsAllEntriesOf(ADA);
        assertThat(first.account().groups()).containsExactly(group);
        assertThat(found().dn()).isEqualTo(first.account().dn());
        assertThat(found().groups()).containsExactly(group);
    }

    @Test
    void theSecondTimeNothingIsWritten() throws LDAPException {
        String dn = login(ADA, List.of(group)).account().dn();
        String before = people.entry(dn).toLDIFString();

        assertThat(login(ADA, List.of(group)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(people.entry(dn).toLDIFString()).isEqualTo(before);
    }

    @Test
    void theLastSignInMovesOnceADay() {
        login(ADA, null);
        people.at("2026-11-24T09:30:00Z");
        login(ADA, null);
        people.at("2026-11-25T09:30:00Z");

        assertThat(login(ADA, null).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aChangedClaimIsWrittenAndAnAdministratorsValueKept() throws LDAPException {
        String dn = login(ADA, null).account().dn();
        replace(dn, "sn", "King");

        Account account =
                login(Map.of("sn", List.of("Byron"), "mail", List.of("new@example.org")), null)
                        .account();

        assertThat(account.attributes())
                .containsEntry("sn", List.of("King"))
                .containsEntry("mail", List.of("new@example.org"))
                .containsEntry("givenName", List.of("Ada"));
    }

    @Test
    void aChangeOfCaseIsWritten() throws LDAPException {
        login(Map.of("givenName", List.of("ada")), null);

        String dn = login(Map.of("givenName", List.of("Ada")), null).account().dn();

        assertThat(people.values(dn, "givenName")).containsExactly("Ada");
    }

    @Test
    void anotherPersonWithTheSameWishGetsTheNextName() {
        login(ADA, null);

        assertThat(people.account(wishing(ada, "second")).username()).isEqualTo(ada + "2");
        assertThat(people.account(wishing(ada, "third")).username()).isEqualTo(ada + "3");
    }

    @Test
    void aGroupIsWithdrawnAndGrantedAgain() throws LDAPException {
        login(ADA, List.of(group));

        UserProvisioned without = login(ADA, List.of());
        UserProvisioned with = login(ADA, List.of(group));

        assertThat(without.account().groups()).isEmpty();
        assertThat(with.account().groups()).containsExactly(group);
        assertThat(people.members(group))
                .containsExactly(people.entry(with.account().dn()).getDN());
    }

    @Test
    void aMembershipGivenByHandSurvives() throws LDAPException {
        people.provisioned(People.login(ada + "o", Map.of(), List.of(group)));
        String dn = login(ADA, List.of()).account().dn();
        people.administrator()
                .modify(
                        People.groupDn(group),
                        new Modification(ModificationType.ADD, "member", dn));

        login(ADA, List.of(group));

        assertThat(login(ADA, List.of()).account().groups()).containsExactly(group);
    }

    @Test
    void aGroupOfAGroupCounts() throws LDAPException {
        people.provisioned(People.login(ada + "o", Map.of(), List.of("outer" + ada)));
        login(ADA, List.of(group));
        people.administrator()
                .modify(
                        People.groupDn("outer" + ada),
                        new Modification(ModificationType.ADD, "member", People.groupDn(group)));
        people.administrator()
                .modify(
                        People.groupDn(group),
                        new Modification(
                                ModificationType.ADD, "member", People.groupDn("outer" + ada)));

        List<String> groups = login(ADA, List.of(group)).account().groups();

        assertThat(groups)
                .containsExactlyInAnyOrderElementsOf(
                        directory.config().kind().nestedGroups()
                                ? List.of(group, "outer" + ada)
                                : List.of(group));
    }

    @Test
    void manyFirstLoginsOfOnePersonMakeOneAccount() throws Exception {
        List<UserProvisioned> replies = atOnce(IntStream.range(0, 24).mapToObj(_ -> ada).toList());

        assertThat(replies).extracting(reply -> reply.account().username()).containsOnly(ada);
        assertThat(replies).filteredOn(r -> r.outcome().equals(Outcome.CREATED)).hasSize(1);
        assertThat(people.members(group)).hasSize(1);
    }

    @Test
    void manyPeopleWithOneWishGetNamesOfTheirOwn() throws Exception {
        List<UserProvisioned> replies =
                atOnce(IntStream.range(0, 24).mapToObj(i -> ada + "/" + i).toList());

        assertThat(replies).extracting(r -> r.account().username()).doesNotHaveDuplicates();
        assertThat(replies).extracting(UserProvisioned::outcome).containsOnly(Outcome.CREATED);
        assertThat(people.members(group)).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"objectClass", "userPassword", "unicodePwd", "memberOf", "uid"})
    void claimsNeverWriteWhatDecidesAboutRights(String attribute) {
        var reply = people.provision(People.login(ada, Map.of(attribute, List.of("TRUE")), null));

        assertThat(reply).isInstanceOf(AttributeRejected.class);
        assertThat(said(people.users().find(query()))).isInstanceOf(NoSuchAccount.class);
    }

    @Test
    void anAttributeThatTheSchemaRefusesIsNamed() {
        var reply =
                people.provision(People.login(ada, Map.of("noSuchAttribute", List.of("x")), null));

        assertThat(reply).isInstanceOf(AttributeRejected.class);
        assertThat(((AttributeRejected) reply).attribute()).isEqualTo("noSuchAttribute");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*)(uid=*", "x,ou=admins", "#hash", " outer ", "a\\2cb", "\"q\"", "ﬁn ß"})
    void aHostileValueIsKeptAsItIs(String text) throws LDAPException {
        Account account = login(Map.of("title", List.of(text + "x")), null).account();

        assertThat(people.values(account.dn(), "title")).containsExactly(text + "x");
    }

    private UserProvisioned login(
            Map<String, List<String>> attributes, @Nullable List<String> groups) {
        return people.provisioned(People.login(ada, attributes, groups));
    }

    private Account found() {
        return ((Account) said(people.users().find(query())));
    }

    private FindAccount query() {
        return new FindAccount(new FederatedIdentity(People.ISSUER, ada));
    }

    private void replace(String dn, String attribute, String value) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private ProvisionUser wishing(String username, String subject) {
        return LoginCommand.of(ada + "/" + subject)
                .wishing(username)
                .with(ADA)
                .granting(List.of(group))
                .command();
    }

    /** A login that has waited in vain for its turn tries again, as the page asks its user to. */
    private UserProvisioned provisioned(ProvisionUser login) {
        Object reply = people.provision(login);
        for (int again = 0; reply instanceof DirectoryUnavailable && again < TRIES; again++) {
            reply = people.provision(login);
        }
        assertThat(reply).isInstanceOf(UserProvisioned.class);
        return (UserProvisioned) reply;
    }

    private List<UserProvisioned> atOnce(List<String> subjects) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UserProvisioned>> answers = new ArrayList<>();
            for (String subject : subjects) {
                ProvisionUser login =
                        LoginCommand.of(subject)
                                .wishing(ada)
                                .with(ADA)
                                .granting(List.of(group))
                                .command();
                answers.add(threads.submit(() -> provisioned(login)));
            }
            List<UserProvisioned> replies = new ArrayList<>();
            for (Future<UserProvisioned> answer : answers) {
                replies.add(answer.get());
            }
            return replies;
        }
    }
}
