package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountConflict;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountExists;
import dev.vestibule.provisioning.ldap.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Searches for an account that appears to belong to the user and has no link of the user. The first
 * rule that finds one decides; a rule that finds several decides nothing, and the login is refused.
 */
final class MatchingAccounts {
    private final AccountFinder accounts;

    MatchingAccounts(AccountFinder accounts) {
        this.accounts = accounts;
    }

    /**
     * The one account, and what found it.
     *
     * @param account as it was read
     */
    record Matched(AccountEntry account, Match match) {}

    /**
     * The account that matches; null when there is none.
     *
     * @throws Refusal an {@link AccountConflict} when several match, an {@link AccountExists} when
     *     the directory takes for the same what is not
     */
    @Nullable Matched find(DesiredAccount desired) throws LDAPException, Refusal {
        for (Match match : desired.existing().matches()) {
            List<AccountEntry> found = accounts.holding(match);
            if (found.size() > 1) {
                throw several(match, found);
            }
            if (!found.isEmpty()) {
                return exactly(found.getFirst(), match);
            }
        }
        return null;
    }

    /**
     * Servers also take for the same what differs in spaces, compatibility characters or accents.
     * That is too little to link by, and too much to make another account beside it.
     */
    private static Matched exactly(AccountEntry account, Match match) throws Refusal {
        if (account.holds(match.attribute(), match.value())) {
            return new Matched(account, match);
        }
        throw new Refusal(
                new AccountExists(
                        "%s of %s is nearly the same, and not the same"
                                .formatted(match.attribute(), account.dn())));
    }

    private static Refusal several(Match match, List<AccountEntry> found) {
        return new Refusal(
                new AccountConflict(
                        "%d accounts match by %s: %s"
                                .formatted(
                                        found.size(),
                                        match.attribute(),
                                        found.stream().map(a -> a.dn().toString()).toList())));
    }
}
