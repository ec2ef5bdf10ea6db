package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.Failure.AccountExists;
import dev.vestibule.provisioning.api.ProvisionUser.ConfirmationRequired;
import dev.vestibule.provisioning.credential.OwnershipProof;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Decides about an account that matches an identity and is not linked to it. */
public final class ExistingAccountRules {
    private final AccountFinder accounts;
    private final LinkEligibility eligibility;
    private final AccountLinker linker;
    private final OwnershipProof proof;

    /** Decides with these; {@code linker} writes the link. */
    public ExistingAccountRules(
            AccountFinder accounts,
            LinkEligibility eligibility,
            AccountLinker linker,
            OwnershipProof proof) {
        this.accounts = accounts;
        this.eligibility = eligibility;
        this.linker = linker;
        this.proof = proof;
    }

    /** What the rules say. */
    public sealed interface Verdict {

        /** Nothing matches: a new account may be made. */
        record NoMatch() implements Verdict {}

        /** The account is linked to the identity from now on. */
        record Linked(AccountEntry account) implements Verdict {}

        /** The user has to prove that the account is theirs. */
        record Unproved(ConfirmationRequired question) implements Verdict {}
    }

    /**
     * An account that matches.
     *
     * @param account as it was read
     * @param match what found it
     */
    record Matched(AccountEntry account, Match match) {}

    /**
     * Looks for an account, and links it to the identity if the rules permit.
     *
     * @throws Refusal when something matches that may be another user's
     */
    public Verdict apply(DesiredAccount desired) throws LDAPException, Refusal {
        Matched matched = find(desired);
        if (matched == null) {
            return new Verdict.NoMatch();
        }
        if (matched.account().carries(desired.link())) {
            // A sign-in of the same user has linked it since the link was looked for.
            throw ResultCodes.raceLost(matched.account().dn());
        }
        String objection = eligibility.objection(matched, desired);
        if (objection != null) {
            throw exists(matched, objection);
        }
        return switch (desired.existing().policy()) {
            case DENY -> throw exists(matched, "the connection links to no account");
            case LINK_VERIFIED_EMAIL -> new Verdict.Linked(linker.link(matched, desired));
            case CONFIRM -> confirm(matched, desired);
        };
    }

    private Verdict confirm(Matched matched, DesiredAccount desired) throws LDAPException, Refusal {
        if (desired.offer() == null) {
            String dn = matched.account().dnAsWeWriteIt();
            return new Verdict.Unproved(new ConfirmationRequired(dn, matched.match()));
        }
        proof.require(matched.account(), desired.offer());
        return new Verdict.Linked(linker.link(matched, desired));
    }

    /**
     * The account that matches; null when there is none. The first place to look that finds one
     * decides; where one finds several, the sign-in is refused.
     *
     * @throws Refusal an {@link AccountConflict} when several match, an {@link AccountExists} when
     *     the directory takes for the same what is not
     */
    private @Nullable Matched find(DesiredAccount desired) throws LDAPException, Refusal {
        for (Match match : desired.existing().matches()) {
            List<AccountEntry> found = accounts.holding(match);
            if (found.size() > 1) {
                throw Refusal.conflict(
                        "%d accounts match by %s: %s",
                        found.size(),
                        match.attribute(),
                        found.stream().map(AccountEntry::dn).toList());
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
        throw exists(
                "%s of %s is nearly the same, and not the same"
                        .formatted(match.attribute(), account.dn()));
    }

    private static Refusal exists(Matched matched, String objection) {
        return exists(
                "%s matches by %s, and %s"
                        .formatted(matched.account().dn(), matched.match().attribute(), objection));
    }

    private static Refusal exists(String detail) {
        return new Refusal(new AccountExists(detail));
    }
}
