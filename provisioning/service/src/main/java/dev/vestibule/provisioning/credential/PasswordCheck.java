package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.api.TypedPassword;
import dev.vestibule.provisioning.ldap.UserConnection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tries a typed password with a bind as the account. An account that does not exist, or that had
 * too many wrong passwords, costs a bind too: of an entry that is not there.
 */
final class PasswordCheck {
    /** Longer ones are an attack, not a password. */
    private static final int LONGEST = 1024;

    private final PasswordAttempts attempts;
    private final RefusalPace pace;
    private final DN absent;
    private final InstantSource clock;

    /**
     * @param absent where no entry is
     */
    PasswordCheck(PasswordAttempts attempts, RefusalPace pace, DN absent, InstantSource clock) {
        this.attempts = attempts;
        this.pace = pace;
        this.absent = absent;
        this.clock = clock;
    }

    /** Whether it can be a password at all, whatever the account. */
    static boolean plausible(TypedPassword password) {
        return password.value().length() <= LONGEST && password.value().indexOf('\0') < 0;
    }

    /**
     * The directory's answer.
     *
     * @param account null where none was found
     * @throws LDAPException when the directory could not tell
     */
    PolicyAnswer of(@Nullable AccountEntry account, TypedPassword password, UserConnection user)
            throws LDAPException {
        String key = account == null ? "" : account.dn().toNormalizedString();
        if (account != null && attempts.admit(key)) {
            try {
                return counted(account, password, user);
            } catch (LDAPException unavailable) {
                attempts.giveBack(key);
                throw unavailable;
            }
        }
        Instant begun = clock.instant();
        user.bind(absent, password.value());
        pace.ofNone(since(begun));
        return PolicyAnswer.REFUSED;
    }

    private PolicyAnswer counted(AccountEntry account, TypedPassword password, UserConnection user)
            throws LDAPException {
        Instant begun = clock.instant();
        PolicyAnswer answer = PolicyAnswer.of(user.bind(account.dn(), password.value()));
        if (answer.proved()) {
            attempts.forgive(account.dn().toNormalizedString());
        } else {
            pace.ofAnAccount(since(begun));
        }
        return answer;
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }
}
