package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.Failure.AccountDisabled;
import dev.vestibule.provisioning.api.Failure.AccountLocked;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;
import dev.vestibule.provisioning.ldap.dialect.EntryId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads whether an account may be used, as each kind of directory says it. Each attribute applies
 * if the entry has it, because no other kind of directory has that attribute. A value that cannot
 * be read disables or locks: an error denies.
 *
 * <p>Several of these attributes are operational: a search returns them only if they are requested
 * by name (RFC 4511, section 4.5.1.8).
 */
public record AccountStates(Ldap ldap, DirectoryTree tree, InstantSource clock) {
    /** OpenLDAP writes it where only an administrator may unlock the account. */
    private static final String LOCKED_FOR_GOOD = "000001010000Z";

    /** In 389 Directory Server the beginning of Unix time means: until an administrator unlocks. */
    private static final Instant NEVER_UNLOCKED = Instant.EPOCH;

    /** Active Directory measures time from 1601 in units of 100 nanoseconds. */
    private static final Instant WINDOWS_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private static final long WINDOWS_UNITS_PER_SECOND = 10_000_000;
    private static final int ACCOUNT_DISABLE = 0x2;
    private static final int LOCKOUT = 0x10;

    private static final String ACCOUNT_LOCK_389 = "nsAccountLock";
    private static final String UNLOCK_TIME_389 = "accountUnlockTime";
    private static final String LOCKED_TIME = "pwdAccountLockedTime";
    private static final String CONTROL_AD = "userAccountControl";
    private static final String COMPUTED_CONTROL_AD = "msDS-User-Account-Control-Computed";
    private static final String LOCKOUT_TIME_AD = "lockoutTime";
    private static final String EXPIRES_AD = "accountExpires";
    private static final String SHADOW_EXPIRE = "shadowExpire";

    /**
     * Names an account's own policy (slapo-ppolicy(5)); absent where the server's default holds.
     */
    private static final String POLICY = "pwdPolicySubentry";

    private static final String DURATION = "pwdLockoutDuration";

    private static final List<String> ATTRIBUTES =
            List.of(
                    SchemaNames.DISABLED,
                    ACCOUNT_LOCK_389,
                    UNLOCK_TIME_389,
                    LOCKED_TIME,
                    POLICY,
                    CONTROL_AD,
                    COMPUTED_CONTROL_AD,
                    LOCKOUT_TIME_AD,
                    EXPIRES_AD,
                    SHADOW_EXPIRE);

    /** All user attributes, those of the state, and the id. */
    public static String[] allAttributes() {
        return Stream.of(List.of("*"), ATTRIBUTES, EntryId.attributes())
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    /** Whether the attribute says something about the state, or is the id. */
    static boolean isStateAttribute(String name) {
        return Stream.concat(ATTRIBUTES.stream(), EntryId.attributes().stream())
                .anyMatch(name::equalsIgnoreCase);
    }

    /** The state of an account that was read with {@link #allAttributes}. */
    public AccountState of(AccountEntry account) throws LDAPException {
        String disabled = disabledBy(account.entry());
        if (disabled != null) {
            return AccountState.disabled(disabled);
        }
        String locked = lockedBy(account.entry());
        return locked == null ? AccountState.active() : AccountState.locked(locked);
    }

    /**
     * Lets the login continue.
     *
     * @throws Refusal when the account is disabled or locked
     */
    public void requireUsable(AccountEntry account) throws LDAPException, Refusal {
        AccountState state = of(account);
        String word = state.kind().name().toLowerCase(Locale.ROOT);
        String detail = "%s by %s: %s".formatted(word, state.reason(), account.dn());
        switch (state.kind()) {
            case ACTIVE -> {}
            case DISABLED -> throw new Refusal(new AccountDisabled(account.canonicalDn(), detail));
            case LOCKED -> throw new Refusal(new AccountLocked(account.canonicalDn(), detail));
        }
    }

    private @Nullable String disabledBy(Entry entry) {
        if (isTrue(entry, SchemaNames.DISABLED)) {
            return SchemaNames.DISABLED;
        }
        if (isTrue(entry, ACCOUNT_LOCK_389)) {
            return ACCOUNT_LOCK_389;
        }
        if (number(entry, CONTROL_AD, control -> (control & ACCOUNT_DISABLE) != 0)) {
            return CONTROL_AD;
        }
        if (number(entry, EXPIRES_AD, this::isOverInWindowsTime)) {
            return EXPIRES_AD;
        }
        return number(entry, SHADOW_EXPIRE, this::isOverInDays) ? SHADOW_EXPIRE : null;
    }

    private @Nullable String lockedBy(Entry entry) throws LDAPException {
        String since = entry.getAttributeValue(LOCKED_TIME);
        if (since != null && lockedSince(since, entry)) {
            return LOCKED_TIME;
        }
        String until = entry.getAttributeValue(UNLOCK_TIME_389);
        if (until != null && lockedUntil(until)) {
            return UNLOCK_TIME_389;
        }
        // What the server computes knows how long a lock lasts; the time alone does not.
        if (entry.hasAttribute(COMPUTED_CONTROL_AD)) {
            boolean locked =
                    number(entry, COMPUTED_CONTROL_AD, control -> (control & LOCKOUT) != 0);
            return locked ? LOCKOUT_TIME_AD : null;
        }
        return number(entry, LOCKOUT_TIME_AD, time -> time != 0) ? LOCKOUT_TIME_AD : null;
    }

    /**
     * Without a policy that says how long a lock lasts, it lasts until an administrator unlocks the
     * account.
     */
    private boolean lockedSince(String text, Entry entry) throws LDAPException {
        Instant since = text.equals(LOCKED_FOR_GOOD) ? null : SyncState.time(text);
        if (since == null) {
            return true;
        }
        Duration lasts = lockout(entry);
        return lasts.isZero() || clock.instant().isBefore(since.plus(lasts));
    }

    /**
     * As the account's own policy says, else the strictest that can be read; zero has no end. Which
     * one is the server's default cannot be learnt over LDAP.
     */
    private Duration lockout(Entry account) throws LDAPException {
        Duration longest = Duration.ZERO;
        for (Entry policy : policies(account.getAttributeValue(POLICY))) {
            Duration lasts = seconds(policy.getAttributeValue(DURATION));
            if (lasts.isZero()) {
                return lasts;
            }
            longest = lasts.compareTo(longest) > 0 ? lasts : longest;
        }
        return longest;
    }

    private List<? extends Entry> policies(@Nullable String own) throws LDAPException {
        Entry policy = own == null ? null : ldap.getEntry(own, DURATION);
        return policy != null
                ? List.of(policy)
                : ldap.below(tree.base(), Filter.equals("objectClass", "pwdPolicy"), DURATION);
    }

    private static Duration seconds(@Nullable String text) {
        try {
            return text == null ? Duration.ZERO : Duration.ofSeconds(Integer.parseInt(text));
        } catch (NumberFormatException unreadable) {
            return Duration.ZERO;
        }
    }

    private boolean lockedUntil(String text) {
        Instant until = SyncState.time(text);
        return until == null || until.equals(NEVER_UNLOCKED) || clock.instant().isBefore(until);
    }

    private boolean isOverInWindowsTime(long expires) {
        boolean never = expires == 0 || expires == Long.MAX_VALUE;
        return !never
                && !clock.instant()
                        .isBefore(WINDOWS_EPOCH.plusSeconds(expires / WINDOWS_UNITS_PER_SECOND));
    }

    /** As in shadow(5): days since 1970; the account ends with the beginning of that day. */
    private boolean isOverInDays(long expires) {
        return expires >= 0 && clock.instant().getEpochSecond() / 86_400 >= expires;
    }

    private static boolean isTrue(Entry entry, String attribute) {
        return "TRUE".equalsIgnoreCase(entry.getAttributeValue(attribute));
    }

    private static boolean number(Entry entry, String attribute, Predicate<Long> test) {
        String text = entry.getAttributeValue(attribute);
        try {
            return text != null && test.test(Long.parseLong(text));
        } catch (NumberFormatException unreadable) {
            return true;
        }
    }
}
