package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.PersonRule;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;
import dev.vestibule.provisioning.link.ExistingAccountRules.Matched;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts may be tied to another identity.
 *
 * @param persons which entries are accounts of users
 */
public record LinkEligibility(AccountStates states, PersonRule persons) {

    /** Why the account may not be tied to the identity, for the log; null when it may. */
    @Nullable String objection(Matched matched, DesiredAccount desired) throws LDAPException {
        var account = matched.account();
        if (states.of(account).kind() != AccountState.Kind.ACTIVE) {
            return "it is disabled or locked";
        }
        if (!persons.isPerson(account)) {
            return "it is not the account of a user";
        }
        // A subject that another user had, or an address that another user has by now.
        if (account.hasLinkOfSameProvider(desired.link())) {
            return "another subject of the same provider is linked to it";
        }
        return desired.existing().policy() == Policy.LINK_VERIFIED_EMAIL
                ? unproved(matched, desired)
                : null;
    }

    /**
     * An attacker may have created an account in advance with the address of another user. An
     * account without a sign-in has its address from an administrator; of any other, an
     * authoritative provider must have verified it.
     */
    private static @Nullable String unproved(Matched matched, DesiredAccount desired) {
        var account = matched.account();
        String email = desired.existing().verifiedEmail();
        if (email == null || !email.equals(matched.match().value())) {
            return "the address is not a verified one";
        }
        boolean untouched = account.links().isEmpty();
        return untouched || VerifiedEmail.isOnRecord(account, email)
                ? null
                : "its user has not proved the address";
    }
}
