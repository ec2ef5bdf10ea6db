package dev.vestibule.provisioning.conformance;

import static dev.vestibule.provisioning.testing.People.said;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.provisioning.api.CredentialCommand.ChangePassword;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordChanged;
import dev.vestibule.provisioning.api.CredentialCommand.PasswordVerified;
import dev.vestibule.provisioning.api.CredentialCommand.VerifyPassword;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Failure.PasswordRefused;
import dev.vestibule.provisioning.api.Failure.PasswordRejected;
import dev.vestibule.provisioning.api.Failure.PolicyRefused;
import dev.vestibule.provisioning.api.NewAccount.Mode;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.testing.EveryDirectory.DirectoryUnderTest;
import dev.vestibule.provisioning.testing.EveryServer;
import dev.vestibule.provisioning.testing.ForcedStanding;
import dev.vestibule.provisioning.testing.Lockout;
import dev.vestibule.provisioning.testing.LoginCommand;
import dev.vestibule.provisioning.testing.Means;
import dev.vestibule.provisioning.testing.PasswordPolicy;
import dev.vestibule.provisioning.testing.People;
import dev.vestibule.provisioning.testing.TestDirectory;
import dev.vestibule.provisioning.testing.TestedDirectories;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.PasswordStanding.Fine;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Users who sign in and change their password, as each server and its policies have it. */
@ParameterizedClass
@ArgumentsSource(EveryServer.class)
@ExtendWith(TestedDirectories.class)
class PasswordSignInTest {
    private static final String GOOD = "Right-password-1";
    private static final String NEXT = "Another-Horse-2-Battery";

    private final TestDirectory directory;
    private final Means means;
    private final People people;
    private final String ada = People.freshName();
    private final String mail = ada + "@example.org";

    PasswordSignInTest(DirectoryUnderTest directory) {
        this.directory = directory.started();
        means = this.directory.means();
        people = new People(this.directory);
    }

    @BeforeEach
    void allowChanges() throws LDAPException {
        means.allowChanges();
    }

    @AfterEach
    void disconnect() {
        people.close();
    }

    @Test
    void theRightPasswordOpensTheAccountByUsernameAndByAddress() throws LDAPException {
        String dn = people.addPerson(ada, mail, GOOD);
        people.addGroup("team-" + ada, dn);

        PasswordVerified verified = (PasswordVerified) verify(ada, GOOD);

        assertThat(verified.standing()).isEqualTo(new Fine());
        assertThat(verified.account().username()).isEqualTo(ada);
        assertThat(verified.account().groups()).containsExactly("team-" + ada);
        assertThat(verified.account().id()).isEqualTo(new AccountIds(directory).of(dn));
        assertThat(((PasswordVerified) verify(mail, GOOD)).dn()).isEqualTo(verified.dn());
    }

    @Test
    void everyRefusalIsTheSame() throws LDAPException {
        String dn = people.addPerson(ada, mail, GOOD);
        people.addPerson(ada + "-b", ada + "-b@example.org", GOOD);
        share(dn, ada + "-b@example.org");

        Object wrong = verify(ada, GOOD + "x");
        Stream<Object> others =
                Stream.of(
                        verify(People.freshName(), GOOD),
                        verify("*", GOOD),
                        verify(ada + ")(uid=*", GOOD),
                        verify(dn, GOOD),
                        verify(" ", GOOD),
                        verify("x".repeat(300), GOOD),
                        verify(ada, "x".repeat(2000)),
                        verify(ada, "with a zero \0"),
                        verify(ada + "-b@example.org", GOOD));

        assertThat(((PasswordRejected) wrong).detail()).doesNotContain(ada);
        assertThat(others)
                .allSatisfy(refused ->
                        assertThat(refused)
                                .isInstanceOfSatisfying(
                                        PasswordRejected.class,
                                        same ->
                                                assertThat(same.detail())
                                                        .isEqualTo(
                                                                ((PasswordRejected) wrong)
                                                                        .detail())));
    }

    @TestFactory
    Stream<DynamicTest> whoIsKeptOutIsRefusedWithTheRightPassword() {
        return Stream.concat(means.ownLockouts().stream(), Stream.of(means.ourFlag()))
                .map(lockout -> DynamicTest.dynamicTest(lockout.name(), () -> keptOut(lockout)));
    }

    private void keptOut(Lockout lockout) throws LDAPException {
        String name = People.freshName();
        String dn =
                people.account(LoginCommand.of(name).asking(Mode.AS_NAMED, GOOD).command()).dn();
        assertThat(verify(name, GOOD)).isInstanceOf(PasswordVerified.class);
        lockout.begin().on(dn);
        try {
            assertThat(verify(name, GOOD)).isInstanceOf(PasswordRejected.class);
        } finally {
            lockout.end().on(dn);
        }
        assertThat(verify(name, GOOD)).isInstanceOf(PasswordVerified.class);
    }

    @Test
    void nobodySignsInAsTheGatewayOrByASecret() {
        String gateway = directory.config().login().dn().replaceFirst("^[^=]+=([^,]+),.*", "$1");

        assertThat(
                        verify(
                                List.of("cn", "uid"),
                                gateway,
                                directory.config().login().password().reveal()))
                .isInstanceOf(PasswordRejected.class);
        for (String secret :
                List.of(
                        "userPassword",
                        "vestibuleTotpSecret",
                        "vestibuleSyncState",
                        "unicodePwd")) {
            assertThat(verify(List.of(secret), "x", GOOD)).isInstanceOf(PolicyRefused.class);
        }
    }

    @Test
    void afterTenWrongPasswordsTheRightOneIsRefusedForAWhile() throws LDAPException {
        people.addPerson(ada, mail, GOOD);
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(verify(ada, "wrong " + attempt)).isInstanceOf(PasswordRejected.class);
        }

        assertThat(verify(ada, GOOD)).isInstanceOf(PasswordRejected.class);
        people.later(Duration.ofMinutes(16));
        assertThat(verify(ada, GOOD)).isInstanceOf(PasswordVerified.class);
    }

    @Test
    void theDayOfTheSignInIsRecorded() throws LDAPException {
        String dn = people.account(LoginCommand.of(ada).asking(Mode.AS_NAMED, GOOD).command()).dn();
        people.later(Duration.ofDays(40));

        verify(ada, GOOD + "x");
        assertThat(people.records(dn, "vestibuleLastSignIn"))
                .allSatisfy(time -> assertThat(time).startsWith("20261123"));
        verify(ada, GOOD);
        assertThat(people.records(dn, "vestibuleLastSignIn"))
                .allSatisfy(time -> assertThat(time).startsWith("20270102"));
    }

    @Test
    void aUserChangesThePasswordWithTheCurrentOne() throws LDAPException {
        String id = local();

        assertThat(change(id, "wrong", NEXT)).isInstanceOf(PasswordRejected.class);
        assertThat(change(id, "x".repeat(2000), NEXT)).isInstanceOf(PasswordRejected.class);
        assertThat(change(id, GOOD, "x".repeat(2000))).isInstanceOf(PasswordRefused.class);
        assertThat(verify(ada, GOOD)).isInstanceOf(PasswordVerified.class);
        assertThat(change(id, GOOD, NEXT))
                .isInstanceOfSatisfying(
                        PasswordChanged.class,
                        changed -> assertThat(changed.standing()).isEqualTo(new Fine()));
        assertThat(verify(ada, NEXT)).isInstanceOf(PasswordVerified.class);
        // A domain accepts the one before for an hour, so that a sign-in elsewhere does not fail.
        if (directory.config().kind().type() != DirectoryType.ACTIVE_DIRECTORY) {
            assertThat(verify(ada, GOOD)).isInstanceOf(PasswordRejected.class);
        }
    }

    @Test
    void theGatewaySetsAPasswordForAUserWithAnotherProof() throws LDAPException {
        String id = local();

        assertThat(change(id, null, NEXT)).isInstanceOf(PasswordChanged.class);
        assertThat(verify(ada, NEXT)).isInstanceOf(PasswordVerified.class);
        assertThat(change("", null, NEXT)).isInstanceOf(NoSuchAccount.class);
    }

    @Test
    void aPasswordThatThePolicyRefusesLeavesTheOldOne() throws LDAPException {
        PasswordPolicy policy = means.passwordPolicy();
        String id = local();
        if (policy == null) {
            assertThat(change(id, GOOD, "x")).isInstanceOf(PasswordChanged.class);
            return;
        }
        policy.begin().run();
        try {
            for (String current : new String[] {GOOD, null}) {
                assertThat(change(id, current, "short1"))
                        .isInstanceOfSatisfying(
                                PasswordRefused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(policy.reason()));
            }
            assertThat(verify(ada, GOOD)).isInstanceOf(PasswordVerified.class);
        } finally {
            policy.end().run();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatAPolicySaysOfARightPasswordIsTold() {
        return means.standings().stream()
                .map(forced -> DynamicTest.dynamicTest(forced.name(), () -> forced(forced)));
    }

    /** Told of the right password only; and the user can choose another one. */
    private void forced(ForcedStanding forced) throws LDAPException {
        String name = People.freshName();
        String dn = people.addPerson(name, name + "@example.org", GOOD);
        String id = new AccountIds(directory).of(dn);
        forced.begin().on(dn);
        try {
            String current =
                    verify(name, GOOD) instanceof PasswordVerified ? GOOD : "Reset-by-admin-1";

            assertThat(verify(name, current))
                    .isInstanceOfSatisfying(
                            PasswordVerified.class,
                            right -> assertThat(right.standing()).isInstanceOf(forced.standing()));
            assertThat(verify(name, "wrong")).isInstanceOf(PasswordRejected.class);
            assertThat(change(id, "wrong", NEXT)).isInstanceOf(PasswordRejected.class);
            assertThat(change(id, current, NEXT)).isInstanceOf(PasswordChanged.class);
            assertThat(verify(name, NEXT))
                    .isInstanceOfSatisfying(
                            PasswordVerified.class,
                            right -> assertThat(right.standing().mustChange()).isFalse());
        } finally {
            forced.end().run();
        }
    }

    private String local() throws LDAPException {
        return new AccountIds(directory).of(people.addPerson(ada, mail, GOOD));
    }

    private void share(String dn, String address) throws LDAPException {
        people.administrator()
                .modify(dn, new Modification(ModificationType.REPLACE, "mail", address));
    }

    private Object verify(String identifier, String password) {
        return verify(List.of("uid", "mail"), identifier, password);
    }

    private Object verify(List<String> identifiers, String identifier, String password) {
        return said(
                people.services()
                        .credentials()
                        .signIn()
                        .verify(
                                new VerifyPassword(
                                        "command-1",
                                        identifier,
                                        identifiers,
                                        new TypedPassword(password))));
    }

    private Object change(String id, @Nullable String current, String next) {
        return said(
                people.services()
                        .credentials()
                        .changes()
                        .change(
                                new ChangePassword(
                                        "command-1",
                                        id,
                                        current == null ? null : new TypedPassword(current),
                                        new TypedPassword(next))));
    }
}
