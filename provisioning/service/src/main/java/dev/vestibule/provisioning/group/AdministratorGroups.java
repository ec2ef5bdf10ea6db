package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups that the gateway did not make.
 *
 * @param ldap what they are read with
 * @param tree where they are
 */
public record AdministratorGroups(FullLDAPInterface ldap, DirectoryTree tree) {
    private static final int MOST = 1_000;

    /** Their names, of a thousand groups at most; none if the container does not exist yet. */
    public List<String> names() throws LDAPException {
        List<String> names = new ArrayList<>();
        for (Entry entry : entries()) {
            GroupEntry group = GroupEntry.of(entry, tree.preset());
            if (!group.made()) {
                names.add(group.name());
            }
        }
        names.sort(String.CASE_INSENSITIVE_ORDER);
        return names;
    }

    /** Why the group accepts no member; null if it does, or does not exist. */
    public @Nullable String unfit(String name) throws LDAPException {
        Entry entry = ldap.getEntry(tree.group(name).toString(), GroupEntry.attributes());
        return entry == null
                ? null
                : GroupEntry.of(entry, tree.preset()).unfitFor(Membership.STATIC);
    }

    private List<SearchResultEntry> entries() throws LDAPException {
        SearchRequest search =
                new SearchRequest(
                        tree.groups().toString(),
                        SearchScope.SUB,
                        Filter.createPresenceFilter("cn"),
                        GroupEntry.attributes());
        search.addControl(new ManageDsaITRequestControl(false));
        search.setSizeLimit(MOST);
        try {
            List<SearchResultEntry> found = ldap.search(search).getSearchEntries();
            return found == null ? List.of() : found;
        } catch (LDAPSearchException e) {
            List<SearchResultEntry> some = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && some != null) {
                return some;
            }
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return List.of();
            }
            throw e;
        }
    }
}
