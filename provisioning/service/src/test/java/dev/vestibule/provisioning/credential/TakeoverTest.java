package dev.vestibule.provisioning.credential;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.ExistingAccounts;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;
import dev.vestibule.provisioning.api.Failure.AccountConflict;
import dev.vestibule.provisioning.api.Failure.AccountExists;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.ProvisionUser.ConfirmationRequired;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned;
import dev.vestibule.provisioning.api.ProvisionUser.UserProvisioned.Outcome;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.People;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Nobody gets into an account that is not theirs, whatever a provider says of them. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
class TakeoverTest {
    private static final String OTHER = "https://other.example";
    private static final String PASSWORD = "Correct horse, battery 7";

    private final People people;
    private final String name = People.freshName();
    private final String mail = name + "@example.org";
    private final String dn;

    /** An administrator has made an account. */
    TakeoverTest(DirectoryUnderTest directory) throws LDAPException {
        people = new People(directory.started());
        dn = people.addPerson(name, mail, PASSWORD);
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void aVerifiedAddressOfAnAuthoritativeProviderLinksTheAccount() throws LDAPException {
        Object reply = login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        assertThat(outcome(reply)).isEqualTo(Outcome.LINKED);
        assertThat(links(dn)).hasSize(1);
        assertThat(outcome(login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail)))
                .isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anAddressThatNobodyVerifiedLinksNothing() throws LDAPException {
        Object reply = login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, null);

        assertRefused(reply);
    }

    @Test
    void denyRefusesAMatchAndMakesNoSecondAccount() throws LDAPException {
        Object reply = login(People.ISSUER, "1", Policy.DENY, mail);

        assertRefused(reply);
    }

    @Test
    void aSecondProviderWithAuthorityReachesTheSameAccount() throws LDAPException {
        login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        Object reply = login(OTHER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        assertThat(outcome(reply)).isEqualTo(Outcome.LINKED);
        assertThat(links(dn)).hasSize(2);
    }

    @Test
    void aRecycledAddressAtTheSameProviderReachesNothing() throws LDAPException {
        login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        Object reply = login(People.ISSUER, "2", Policy.LINK_VERIFIED_EMAIL, mail);

        assertThat(reply).isInstanceOf(AccountExists.class);
        assertThat(links(dn)).hasSize(1);
    }

    @Test
    void anAccountMadeInAdvanceWithSomebodysAddressDoesNotWaitForThem() throws LDAPException {
        String victim = People.freshName() + "@example.org";
        ProvisionUser attacker = command(OTHER, "evil", victim, ExistingAccounts.IGNORED);
        people.provisioned(attacker);

        Object reply = login(People.ISSUER, "victim", Policy.LINK_VERIFIED_EMAIL, victim, victim);

        assertThat(reply).isInstanceOf(AccountExists.class);
    }

    @Test
    void severalMatchesAreAConflictThatNamesBoth() throws LDAPException {
        String second = people.addPerson(People.freshName(), mail, PASSWORD);

        Object reply = login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        assertThat(reply).isInstanceOf(AccountConflict.class);
        assertThat(((AccountConflict) reply).detail()).contains(dn).contains(second);
    }

    @Test
    void aDisabledAccountIsNotReached() throws Exception {
        people.disable(dn);

        assertRefused(login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail));
    }

    @Test
    void aStarIsAStarAndFindsNobody() throws LDAPException {
        String star = "*@example.org";

        Object reply = login(People.ISSUER, name + "-s", Policy.LINK_VERIFIED_EMAIL, star, star);

        assertThat(outcome(reply)).isEqualTo(Outcome.CREATED);
        assertThat(links(dn)).isEmpty();
    }

    @Test
    void theAccountsOwnPasswordLinksIt() throws LDAPException {
        var question = (ConfirmationRequired) login(OTHER, "1", Policy.CONFIRM, null);

        Object reply = claim(question, "1", PASSWORD);

        assertThat(outcome(reply)).isEqualTo(Outcome.LINKED);
        assertThat(links(dn)).containsExactly(OTHER + " " + name + "1");
    }

    @Test
    void wrongPasswordsAreCountedAndThenNotEvenTheRightOneWorks() throws LDAPException {
        var question = (ConfirmationRequired) login(OTHER, "1", Policy.CONFIRM, null);

        for (int attempt = 0; attempt < PasswordAttempts.MOST_CLAIMS; attempt++) {
            assertThat(claim(question, "1", "wrong")).isInstanceOf(PasswordRejected.class);
        }

        assertThat(claim(question, "1", PASSWORD)).isInstanceOf(PasswordRejected.class);
        assertThat(links(dn)).isEmpty();
    }

    @Test
    void aProofForAnotherAccountThanTheOneAskedAboutIsRefused() throws LDAPException {
        var question = new ConfirmationRequired("uid=ada," + "ou=people", new Match("mail", mail));

        assertThat(claim(question, "1", PASSWORD)).isInstanceOf(AccountConflict.class);
    }

    @Test
    void whoseAddressBecomesSomebodyElsesStaysInTheirOwnAccount() throws LDAPException {
        String victims = People.freshName() + "@example.org";
        String victim = people.addPerson(People.freshName(), victims, PASSWORD);
        login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        Object reply = login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, victims, victims);

        assertThat(((UserProvisioned) reply).account().dn()).isEqualToIgnoringCase(dn);
        assertThat(links(victim)).isEmpty();
    }

    @Test
    void anAddressThatSomebodyHadBeforeLeadsNobodyToTheirAccount() throws LDAPException {
        String old = People.freshName() + "@example.org";
        String account = created(login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, old, old));
        String next = People.freshName() + "@example.org";
        assertThat(outcome(login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, next, next)))
                .isEqualTo(Outcome.UPDATED);

        String other = created(login(OTHER, "2", Policy.LINK_VERIFIED_EMAIL, old, old));

        assertThat(other).isNotEqualToIgnoringCase(account);
        assertThat(links(account)).containsExactly(People.ISSUER + " " + name + "1");
    }

    @Test
    void twoConnectionsOfOneIssuerShareTheAccountOfASubjectAndNoOther() throws LDAPException {
        login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail);

        Object same = through("corp", "1");
        Object another = through("corp", "2");

        assertThat(outcome(same)).isEqualTo(Outcome.UNCHANGED);
        assertThat(another).isInstanceOf(AccountExists.class);
        assertThat(links(dn)).containsExactly(People.ISSUER + " " + name + "1");
    }

    @Test
    void ofTwoSubjectsOfOneProviderAtOnceExactlyOneGetsTheAccount() throws Exception {
        List<Object> replies =
                atOnce(
                        () -> login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail),
                        () -> login(People.ISSUER, "2", Policy.LINK_VERIFIED_EMAIL, mail));

        assertThat(replies).filteredOn(UserProvisioned.class::isInstance).hasSize(1);
        assertThat(replies).filteredOn(AccountExists.class::isInstance).hasSize(1);
        assertThat(links(dn)).hasSize(1);
    }

    @Test
    void ofTwoProvidersAtOnceOnlyTheOneWithAuthorityGetsTheAccount() throws Exception {
        List<Object> replies =
                atOnce(
                        () -> login(OTHER, "1", Policy.LINK_VERIFIED_EMAIL, null),
                        () -> login(People.ISSUER, "1", Policy.LINK_VERIFIED_EMAIL, mail));

        assertThat(replies.getFirst()).isInstanceOf(AccountExists.class);
        assertThat(outcome(replies.getLast())).isEqualTo(Outcome.LINKED);
        assertThat(links(dn)).containsExactly(People.ISSUER + " " + name + "1");
    }

    private static List<Object> atOnce(Callable<Object> one, Callable<Object> other)
            throws Exception {
        List<Object> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> reply : threads.invokeAll(List.of(one, other))) {
                replies.add(reply.get());
            }
        }
        return replies;
    }

    private Object through(String connection, String subject) {
        return people.provision(
                LoginCommand.of(name + subject)
                        .through(connection)
                        .with("mail", mail)
                        .matching(existing(Policy.LINK_VERIFIED_EMAIL, mail, mail))
                        .command());
    }

    private static String created(Object reply) {
        assertThat(outcome(reply)).isEqualTo(Outcome.CREATED);
        return ((UserProvisioned) reply).account().dn();
    }

    private void assertRefused(Object reply) throws LDAPException {
        assertThat(reply).isInstanceOf(AccountExists.class);
        assertThat(((AccountExists) reply).detail()).contains(dn).doesNotContain(mail);
        assertThat(links(dn)).isEmpty();
    }

    private Object claim(ConfirmationRequired question, String subject, String typed) {
        ProvisionUser user = command(OTHER, subject, mail, existing(Policy.CONFIRM, mail, null));
        return said(
                people.users()
                        .claim(new ClaimAccount(user, question.dn(), new TypedPassword(typed))));
    }

    private Object login(String issuer, String subject, Policy policy, @Nullable String verified) {
        return login(issuer, subject, policy, mail, verified);
    }

    private Object login(
            String issuer,
            String subject,
            Policy policy,
            String address,
            @Nullable String verified) {
        return people.provision(
                command(issuer, subject, address, existing(policy, address, verified)));
    }

    private static ExistingAccounts existing(
            Policy policy, String address, @Nullable String verified) {
        return new ExistingAccounts(policy, List.of(new Match("mail", address)), verified);
    }

    private ProvisionUser command(
            String issuer, String subject, String address, ExistingAccounts existing) {
        return LoginCommand.of(new FederatedIdentity(issuer, name + subject))
                .with("mail", address)
                .matching(existing)
                .command();
    }

    private List<String> links(String account) throws LDAPException {
        return people.records(account, "vestibuleFederatedIdentity");
    }

    private static Outcome outcome(Object reply) {
        assertThat(reply).isInstanceOf(UserProvisioned.class);
        return ((UserProvisioned) reply).outcome();
    }
}
