package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.SyncStateChanges;
import dev.vestibule.provisioning.account.VerifiedEmail;
import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.Failure.AccountExists;
import dev.vestibule.provisioning.api.ProvisionUser.ConfirmationRequired;
import dev.vestibule.provisioning.credential.OwnershipProof;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about an account that matches an identity and is not linked to it, and links it.
 *
 * <p>One modification adds the link and increases the number of the entry's firsts. Of several
 * identities that want the same account at once the directory accepts one write; the others read
 * the entry again, and find there what speaks against them. It takes nothing of a server but that a
 * modification is done wholly or not at all (RFC 4511, section 4.6).
 */
public record ExistingAccountRules(
        AccountFinder accounts,
        LinkEligibility eligibility,
        OwnershipProof proof,
        InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ExistingAccountRules.class);

    /** What the rules say. */
    public sealed interface Verdict {

        /** Nothing matches: a new account may be made. */
        record NoMatch() implements Verdict {}

        /** The account is linked to the identity from now on. */
        record Linked(AccountEntry account) implements Verdict {}

        /** The user must prove that the account is theirs. */
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
            case LINK_VERIFIED_EMAIL -> new Verdict.Linked(link(matched, desired));
            case CONFIRM -> confirm(matched, desired);
        };
    }

    private Verdict confirm(Matched matched, DesiredAccount desired) throws LDAPException, Refusal {
        if (desired.offer() == null) {
            String dn = matched.account().canonicalDn();
            return new Verdict.Unproved(new ConfirmationRequired(dn, matched.match()));
        }
        proof.require(matched.account(), desired.offer());
        return new Verdict.Linked(link(matched, desired));
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

    /**
     * The account with its new link.
     *
     * @throws LDAPException one that {@link ResultCodes#lostARace} knows when the entry is no
     *     longer as it was read
     */
    private AccountEntry link(Matched matched, DesiredAccount desired)
            throws LDAPException, Refusal {
        AccountEntry account = matched.account();
        accounts.ldap().modify(account.entry().getDN(), changes(account, desired));
        AccountEntry linked = accounts.at(account.dn());
        if (linked == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
        }
        linked.requireOneSubject(desired.link());
        LOG.info(
                "event=account-linked dn=\"{}\" connection={} attribute={} policy={}",
                account.dn(),
                desired.connection(),
                matched.match().attribute(),
                desired.existing().policy());
        return linked;
    }

    private List<Modification> changes(AccountEntry account, DesiredAccount desired) {
        List<Modification> changes = new ArrayList<>(SyncStateChanges.counted(account));
        if (!account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(Modifications.add("objectClass", SchemaNames.ACCOUNT));
        }
        changes.add(FederatedLink.adding(desired.link()));
        var now = clock.instant();
        // With the link, as the next provider's login asks at once for what vouches for it.
        changes.addAll(VerifiedEmail.recording(account, desired, now));
        if (account.values(SchemaNames.PROVISIONED_AT).isEmpty()) {
            String time = StaticUtils.encodeGeneralizedTime(now.toEpochMilli());
            changes.add(Modifications.add(SchemaNames.PROVISIONED_AT, time));
        }
        return changes;
    }
}
