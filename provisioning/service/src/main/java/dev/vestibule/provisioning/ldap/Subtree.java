package dev.vestibule.provisioning.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;

import dev.vestibule.provisioning.group.GroupMemberships;

import java.util.List;

/**
 * All entries below a container as they are stored. Aliases are not followed, they could lead out
 * of it; dynamic groups are not expanded ({@link GroupMemberships}).
 */
public record Subtree(Ldap ldap, DN container) {

    /** The entries that match, as many as the server gives. */
    public List<? extends Entry> search(Filter filter, String... attributes) throws LDAPException {
        return search(filter, 0, attributes);
    }

    /** As many as the server gives, and no more than this; none where there is no container. */
    public List<? extends Entry> some(Filter filter, int most, String... attributes)
            throws LDAPException {
        try {
            return search(filter, most, attributes);
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

    /**
     * @param most how many entries to ask for; 0 leaves that to the server
     */
    public List<? extends Entry> search(Filter filter, int most, String... attributes)
            throws LDAPException {
        SearchRequest search =
                new SearchRequest(container.toString(), SearchScope.SUB, filter, attributes);
        search.setDerefPolicy(DereferencePolicy.NEVER);
        search.addControl(new ManageDsaITRequestControl(false));
        search.setSizeLimit(most);
        List<? extends Entry> entries = ldap.search(search).getSearchEntries();
        return entries == null ? List.of() : entries;
    }
}
