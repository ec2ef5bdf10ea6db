package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.api.ConfirmationRequired;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountExists;
import dev.vestibule.provisioning.credential.OwnershipProof;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

/** Decides about an account that matches an identity and is not linked to it. */
public final class ExistingAccountRules {
    private final MatchingAccounts matching;
    private final LinkEligibility claimable;
    private final AccountLinker linker;
    private final OwnershipProof proof;

    public ExistingAccountRules(
            Ldap ldap, OwnershipProof proof, DirectoryTree tree, InstantSource clock) {
        AccountFinder accounts = new AccountFinder(ldap, tree);
        matching = new MatchingAccounts(accounts);
        claimable = new LinkEligibility(new AccountStates(ldap, tree, clock), tree.placeholder());
        linker = new AccountLinker(ldap, accounts, clock);
        this.proof = proof;
    }

    /** What the rules say. */
    public sealed interface Verdict {

        /** Nothing matches: a new account may be made. */
        record Nobody() implements Verdict {}

        /** The account belongs to the user from now on. */
        record Linked(AccountEntry account) implements Verdict {}

        /** The user must prove that it belongs to them. */
        record Asked(ConfirmationRequired question) implements Verdict {}
    }

    /**
     * Searches for an account, and links it to the identity if the rules permit.
     *
     * @throws Refusal if something matches that may not belong to the user
     */
    public Verdict apply(DesiredAccount desired) throws LDAPException, Refusal {
        MatchingAccounts.Matched matched = matching.find(desired);
        if (matched == null) {
            return new Verdict.Nobody();
        }
        if (matched.account().carries(desired.link())) {
            // A login of the same user has linked it since the search for the link.
            throw ResultCodes.raceLost(matched.account().dn());
        }
        String objection = claimable.objection(matched, desired);
        if (objection != null) {
            throw exists(matched, objection);
        }
        return switch (desired.existing().policy()) {
            case REFUSE -> throw exists(matched, "the connection links to no account");
            case LINK -> new Verdict.Linked(linker.link(matched, desired));
            case CONFIRM -> confirm(matched, desired, desired.offer());
        };
    }

    private Verdict confirm(
            MatchingAccounts.Matched matched,
            DesiredAccount desired,
            DesiredAccount.@Nullable Offer offer)
            throws LDAPException, Refusal {
        if (offer == null) {
            String dn = matched.account().dnAsWeWriteIt();
            return new Verdict.Asked(new ConfirmationRequired(dn, matched.match()));
        }
        proof.require(matched.account(), offer);
        return new Verdict.Linked(linker.link(matched, desired));
    }

    private static Refusal exists(MatchingAccounts.Matched matched, String objection) {
        return new Refusal(
                new AccountExists(
                        "%s matches by %s, and %s"
                                .formatted(
                                        matched.account().dn(),
                                        matched.match().attribute(),
                                        objection)));
    }
}
