package dev.vestibule.provisioning.account;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Subtree;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** Password policies (slapo-ppolicy(5)): how long an account stays locked. */
final class LockoutPolicies {
    /** Names an account's own policy; absent where the server's default one holds. */
    static final String POLICY = "pwdPolicySubentry";

    private static final String DURATION = "pwdLockoutDuration";

    private final Ldap ldap;
    private final Subtree all;

    LockoutPolicies(Ldap ldap, DirectoryTree tree) {
        this.ldap = ldap;
        all = new Subtree(ldap, tree.base());
    }

    /**
     * As the account's own policy says, else the strictest that can be read; zero has no end. Which
     * one is the server's default cannot be learnt over LDAP.
     */
    Duration duration(Entry account) throws LDAPException {
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
                : all.search(Filter.createEqualityFilter("objectClass", "pwdPolicy"), DURATION);
    }

    private static Duration seconds(@Nullable String text) {
        try {
            return text == null ? Duration.ZERO : Duration.ofSeconds(Integer.parseInt(text));
        } catch (NumberFormatException unreadable) {
            return Duration.ZERO;
        }
    }
}
