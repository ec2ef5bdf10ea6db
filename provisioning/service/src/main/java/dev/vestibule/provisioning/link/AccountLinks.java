package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.api.AccountChange.Changes;
import dev.vestibule.provisioning.api.Failure.LastLinkKept;
import dev.vestibule.provisioning.api.Failure.NoSuchAccount;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkAccount.AccountUnlinked;
import dev.vestibule.provisioning.group.GrantedGroups;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.Replies;
import dev.vestibule.provisioning.ldap.ResultCodes;

import java.util.List;

/**
 * Removes links from accounts. The link is removed first and what its connection granted after it,
 * so that no sign-in uses it whatever happens next; repeating the command does the rest.
 */
public record AccountLinks(AccountFinder accounts, GrantedGroups grantedGroups) {
    /** Removes the link, and what its connection granted; the same command again does nothing. */
    public Reply<AccountUnlinked> unlink(UnlinkAccount command) {
        return Replies.of(() -> unlinked(command), SchemaNames.FEDERATED_IDENTITY);
    }

    private AccountUnlinked unlinked(UnlinkAccount command) throws LDAPException, Refusal {
        AccountEntry account = accounts.inPeople(command.dn());
        if (account == null) {
            throw new Refusal(new NoSuchAccount("no account at " + command.dn()));
        }
        String link = FederatedLink.of(command.identity());
        for (int attempt = 0; attempt < ResultCodes.ATTEMPTS && account != null; attempt++) {
            if (!account.carries(link)) {
                List<String> left =
                        command.connection() == null
                                ? List.of()
                                : grantedGroups.withdrawAll(account.dn(), command.connection());
                return new AccountUnlinked(
                        command.commandId(),
                        command.dn(),
                        account.username(),
                        attempt > 0,
                        new Changes(List.of(), List.of(), left));
            }
            if (command.keepOne() && account.links().size() == 1) {
                throw new Refusal(new LastLinkKept("the last link of " + command.dn()));
            }
            // Where another change is quicker, reading again shows what is left to do.
            accounts.ldap()
                    .modifyUnlessChanged(
                            account.entry().getDN(), removing(account, link, command.keepOne()));
            account = accounts.at(account.dn());
        }
        throw ResultCodes.contended(new DN(command.dn()));
    }

    /**
     * Removing another link and adding it again has no effect, but makes the server refuse the
     * whole modification if that other link is removed at the same time.
     */
    private static List<Modification> removing(AccountEntry account, String link, boolean keepOne) {
        List<Modification> changes = LinkedIdentities.removing(account, link);
        var others = account.links().stream().filter(each -> !each.equals(link));
        if (keepOne) {
            others.findFirst()
                    .ifPresent(other -> {
                        changes.add(FederatedLink.removing(other));
                        changes.add(FederatedLink.adding(other));
                    });
        }
        return changes;
    }
}
