package dev.vestibule.provisioning.group;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.FullLDAPInterface;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dynamic groups that do not search for their members in every container of accounts. */
public final class MissingMemberUrls {
    private final FullLDAPInterface ldap;
    private final DirectoryTree tree;

    /** Looks with these connections, below the container of groups. */
    public MissingMemberUrls(FullLDAPInterface ldap, DirectoryTree tree) {
        this.ldap = ldap;
        this.tree = tree;
    }

    /**
     * What each of them lacks, by name. These are the groups whose members this service keeps, as
     * one of their searches shows, and those that are named; no others.
     *
     * @param named names of groups that the configuration says are dynamic
     */
    public Map<String, LDIFModifyChangeRecord> find(Collection<String> named) throws LDAPException {
        Map<String, LDIFModifyChangeRecord> incomplete = new LinkedHashMap<>();
        for (Entry group : groups()) {
            MemberUrls known = MemberUrls.of(group);
            String name = known.group() == null ? named(group, named) : known.group();
            List<String> missing = name == null ? List.of() : known.missing(name, tree.searched());
            if (name != null && !missing.isEmpty()) {
                incomplete.put(name, adding(group, missing));
            }
        }
        return incomplete;
    }

    /** As many as the server returns; none if the container does not exist yet. */
    private List<SearchResultEntry> groups() throws LDAPException {
        try {
            return requireNonNull(
                    ldap.search(
                                    tree.groups().toString(),
                                    SearchScope.SUB,
                                    Filter.createEqualityFilter(
                                            "objectClass", DynamicGroups.GROUP_OF_URLS),
                                    "cn",
                                    DynamicGroups.MEMBER_URL)
                            .getSearchEntries());
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

    private @Nullable String named(Entry group, Collection<String> names) throws LDAPException {
        for (String name : names) {
            if (tree.group(name).equals(group.getParsedDN())) {
                return name;
            }
        }
        return null;
    }

    private static LDIFModifyChangeRecord adding(Entry group, List<String> urls) {
        return new LDIFModifyChangeRecord(
                group.getDN(),
                new Modification(
                        ModificationType.ADD,
                        DynamicGroups.MEMBER_URL,
                        urls.toArray(String[]::new)));
    }
}
