package dev.vestibule.provisioning.link;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.AccountFinder;
import dev.vestibule.provisioning.account.FederatedLink;
import dev.vestibule.provisioning.api.Changes;
import dev.vestibule.provisioning.api.UnlinkAccount;
import dev.vestibule.provisioning.api.UnlinkReply;
import dev.vestibule.provisioning.api.UnlinkReply.AccountUnlinked;
import dev.vestibule.provisioning.api.UnlinkReply.LastLinkKept;
import dev.vestibule.provisioning.group.GrantedGroups;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Removes links from accounts. The link is removed first and what its connection granted after it,
 * so that no sign-in uses it whatever happens next; repeating the command does the rest.
 */
public final class AccountLinks {
    private static final int ATTEMPTS = 10;

    private final Ldap ldap;
    private final AccountFinder accounts;
    private final GrantedGroups grantedGroups;

    public AccountLinks(Ldap ldap, DirectoryTree tree) {
        this.ldap = ldap;
        accounts = new AccountFinder(ldap, tree);
        grantedGroups = new GrantedGroups(ldap, tree);
    }

    public UnlinkReply unlink(UnlinkAccount command) throws LDAPException, Refusal {
        AccountEntry account = accounts.inPeople(command.dn());
        if (account == null) {
            return new UnlinkReply.NoAccount();
        }
        String link = FederatedLink.link(command.identity());
        for (int attempt = 0; attempt < ATTEMPTS && account != null; attempt++) {
            if (!account.carries(link)) {
                List<String> left = withdraw(account, command.connection());
                return new AccountUnlinked(
                        command.commandId(),
                        command.dn(),
                        account.username(),
                        attempt > 0,
                        new Changes(List.of(), List.of(), left));
            }
            if (command.keepOne() && links(account).size() == 1) {
                return new LastLinkKept(command.commandId(), command.dn());
            }
            remove(account, link, command.keepOne());
            account = accounts.at(account.dn());
        }
        throw ResultCodes.contended(accountDn(command));
    }

    /** When it is refused because of another change, reading again shows what is left to do. */
    private void remove(AccountEntry account, String link, boolean keepOne) throws LDAPException {
        try {
            ldap.modify(account.entry().getDN(), removing(account, link, keepOne));
        } catch (LDAPException e) {
            if (!ResultCodes.lostARace(e)) {
                throw e;
            }
        }
    }

    /**
     * Removing another link and adding it again has no effect, but makes the server refuse the
     * whole modification if that other link is removed at the same time.
     */
    private static List<Modification> removing(AccountEntry account, String link, boolean keepOne) {
        List<Modification> changes = new ArrayList<>();
        changes.addAll(LinkTimes.forgotten(account, link));
        changes.add(change(ModificationType.DELETE, link));
        String other =
                links(account).stream().filter(each -> !each.equals(link)).findFirst().orElse(null);
        if (keepOne && other != null) {
            changes.add(change(ModificationType.DELETE, other));
            changes.add(change(ModificationType.ADD, other));
        }
        return changes;
    }

    private List<String> withdraw(AccountEntry account, @Nullable String connection)
            throws LDAPException, Refusal {
        return connection == null ? List.of() : grantedGroups.withdrawAll(account.dn(), connection);
    }

    private static Set<String> links(AccountEntry account) {
        return account.values(SchemaNames.FEDERATED_IDENTITY);
    }

    private static Modification change(ModificationType type, String link) {
        return new Modification(type, SchemaNames.FEDERATED_IDENTITY, link);
    }

    private static DN accountDn(UnlinkAccount command) throws LDAPException {
        return new DN(command.dn());
    }
}
