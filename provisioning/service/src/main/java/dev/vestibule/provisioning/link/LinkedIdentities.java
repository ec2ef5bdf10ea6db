package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.AccountStates;
import dev.vestibule.provisioning.account.DesiredAccount;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.account.SyncStateChanges;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindLinks;
import dev.vestibule.provisioning.api.FindLinks.AccountLink;
import dev.vestibule.provisioning.api.FindLinks.Links;
import dev.vestibule.provisioning.api.LinkAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.ldap.KeyedLock;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.ldap.ResultCodes;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The identities that accounts are linked to: lists them, adds one, and follows a subject that a
 * connection takes from another claim than before.
 */
public record LinkedIdentities(AccountFinder accounts, AccountStates states, KeyedLock turns) {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedIdentities.class);

    /** The links of the account that has this one. */
    public Reply<Links> find(FindLinks query) {
        return Replies.of(() -> links(linked(query.identity())), SchemaNames.FEDERATED_IDENTITY);
    }

    /** Gives the account another link, which no other account may have. */
    public Reply<Links> add(LinkAccount command) {
        return Replies.of(
                () -> {
                    String added = FederatedLink.of(command.added());
                    return turns.take(
                            added, () -> Replies.repeated(attempt -> add(command, added, attempt)));
                },
                SchemaNames.FEDERATED_IDENTITY);
    }

    /**
     * The account that has the older of the two links, from now on with the newer one instead; null
     * if there is no such account. The caller has both from one verified assertion.
     */
    public @Nullable AccountEntry followed(DesiredAccount desired) throws LDAPException, Refusal {
        String previous = desired.previousLink();
        AccountEntry account = previous == null ? null : accounts.linkedTo(previous);
        if (previous == null || account == null || !states.of(account).usable()) {
            return account;
        }
        List<Modification> changes = new ArrayList<>(SyncStateChanges.counted(account));
        changes.addAll(removing(account, previous));
        changes.add(FederatedLink.adding(desired.link()));
        changes.add(noted(desired.link(), desired.connection(), states.clock().instant()));
        accounts.ldap().modify(account.dn().toString(), changes);
        LOG.info(
                "event=link-followed account=\"{}\" connection={}",
                account.dn(),
                desired.connection());
        return accounts.at(account.dn());
    }

    private Links add(LinkAccount command, String added, int attempt)
            throws LDAPException, Refusal {
        AccountEntry account = linked(command.identity());
        states.requireUsable(account);
        // Another account that has the link is a conflict; not while two accounts are after it at
        // once, as the other may take its own back.
        boolean look = attempt == 1 || attempt == ResultCodes.ATTEMPTS;
        AccountEntry owner = look || account.carries(added) ? accounts.linkedTo(added) : null;
        if (owner != null) {
            requireSame(owner, account);
            return links(account);
        }
        requireFirstOfProvider(account, added);
        List<Modification> changes = new ArrayList<>(SyncStateChanges.counted(account));
        if (!account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(Modifications.add("objectClass", SchemaNames.ACCOUNT));
        }
        changes.add(FederatedLink.adding(added));
        changes.add(noted(added, command.connection(), states.clock().instant()));
        accounts.ldap().modify(account.dn().toString(), changes);
        confirm(account, added);
        LOG.info(
                "event=link-added account=\"{}\" connection={}",
                account.dn(),
                command.connection());
        return current(account);
    }

    /** No user could sign in to an account with two subjects of one provider. */
    private static void requireFirstOfProvider(AccountEntry account, String added) throws Refusal {
        if (account.hasLinkOfSameProvider(added)) {
            throw Refusal.conflict(
                    "another subject of the same provider is linked to %s", account.dn());
        }
    }

    private static void requireSame(AccountEntry owner, AccountEntry account) throws Refusal {
        if (!owner.dn().equals(account.dn())) {
            throw Refusal.conflict(
                    "the identity is linked to %s, and was to be linked to %s",
                    owner.dn(), account.dn());
        }
    }

    /**
     * Where the directory has no rule for unique links, two gateways can both have linked the
     * identity. A login that sees this removes its own link; the one whose account comes first
     * tries again.
     */
    private void confirm(AccountEntry account, String added) throws LDAPException, Refusal {
        List<AccountEntry> linked = accounts.allLinkedTo(added);
        if (linked.size() < 2) {
            return;
        }
        withdraw(account, added);
        boolean first = linked.stream().allMatch(other -> account.dn().compareTo(other.dn()) <= 0);
        if (first) {
            throw ResultCodes.raceLost(account.dn());
        }
        throw Refusal.conflict(
                "linked to several accounts at once: %s",
                linked.stream().map(AccountEntry::dn).toList());
    }

    private void withdraw(AccountEntry account, String added) throws LDAPException {
        AccountEntry now = accounts.at(account.dn());
        List<Modification> changes =
                now == null ? List.of(FederatedLink.removing(added)) : removing(now, added);
        accounts.ldap().modify(account.dn().toString(), changes);
    }

    private Links current(AccountEntry account) throws LDAPException, Refusal {
        AccountEntry now = accounts.at(account.dn());
        if (now == null) {
            throw new Refusal(new NoSuchAccount("no account at " + account.dn()));
        }
        return links(now);
    }

    private Links links(AccountEntry account) {
        return new Links(account.dn().toString(), account.username(), identities(account));
    }

    private AccountEntry linked(FederatedIdentity identity) throws LDAPException, Refusal {
        return accounts.required(FederatedLink.leading(identity));
    }

    /** Notes that the link is made now. */
    private static Modification noted(String link, String connection, Instant now) {
        return Modifications.add(
                SchemaNames.SYNC_STATE,
                SyncState.of(SchemaNames.FEDERATED_IDENTITY, List.of(link), connection, now)
                        .text());
    }

    /** Removes a link, and what the account says about it. */
    static List<Modification> removing(AccountEntry account, String link) {
        List<Modification> changes = new ArrayList<>();
        states(account, link)
                .forEach(state ->
                        changes.add(Modifications.delete(SchemaNames.SYNC_STATE, state.text())));
        changes.add(FederatedLink.removing(link));
        return changes;
    }

    /**
     * The account's links, in the order of the entry; values in another form are left out. Each
     * link that is newer than the account has the time of its creation in the sync state; the first
     * one has none, because it is as old as the account.
     */
    private static List<AccountLink> identities(AccountEntry account) {
        var texts = account.links();
        long unnoted = texts.stream().filter(link -> states(account, link).isEmpty()).count();
        Instant begun = unnoted == 1 ? account.time(SchemaNames.PROVISIONED_AT) : null;
        List<AccountLink> links = new ArrayList<>();
        for (String text : texts) {
            FederatedIdentity identity = FederatedLink.parse(text);
            List<SyncState> noted = states(account, text);
            if (identity != null) {
                links.add(
                        new AccountLink(
                                identity, noted.isEmpty() ? begun : noted.getFirst().writtenAt()));
            }
        }
        return links;
    }

    private static List<SyncState> states(AccountEntry account, String link) {
        String fingerprint = Fingerprint.of(List.of(link));
        return account.states(SchemaNames.FEDERATED_IDENTITY).stream()
                .filter(state -> state.fingerprint().equals(fingerprint))
                .toList();
    }
}
