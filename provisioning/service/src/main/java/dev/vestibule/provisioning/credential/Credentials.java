package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.DN;

import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.NamedAccounts;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.LdapConnections;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What users prove their identity with.
 *
 * @param signIn verifies passwords
 * @param changes changes passwords
 * @param factors reads and changes factors
 */
public record Credentials(PasswordSignIn signIn, PasswordChanges changes, FactorRecords factors) {

    /**
     * The directory that has them.
     *
     * @param connections stay the caller's to close
     * @param ldap of their pool
     * @param view what the gateway is told of an account
     * @param ownSchema whether the directory has the attributes of our schema
     */
    public record Directory(
            LdapConnections connections,
            Ldap ldap,
            DirectoryTree tree,
            AccountFinder accounts,
            AccountStates states,
            AccountView view,
            boolean ownSchema) {}

    /** Works on this directory; forgets wrong passwords by this clock. */
    public static Credentials of(Directory directory, InstantSource clock) {
        return of(directory, new RefusalPace(Credentials::pause), clock);
    }

    static Credentials of(Directory directory, RefusalPace pace, InstantSource clock) {
        NamedAccounts named = new NamedAccounts(directory.accounts());
        DN absent = directory.tree().person("absent-" + UUID.randomUUID());
        PasswordCheck check =
                new PasswordCheck(
                        new PasswordAttempts(PasswordAttempts.MOST_SIGN_INS, clock),
                        pace,
                        absent,
                        clock);
        return new Credentials(
                new PasswordSignIn(directory, check, clock),
                new PasswordChanges(
                        directory,
                        named,
                        check,
                        new PasswordWriter(directory.tree().profile().passwords())),
                new FactorRecords(directory, named, clock));
    }

    /** On the command's own thread. */
    private static void pause(Duration time) {
        try {
            boolean ended = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
            assert !ended;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
