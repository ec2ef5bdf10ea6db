package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFModifyChangeRecord;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a dynamic group looks for its members.
 *
 * @param containers that it searches with all that is below them
 * @param group the name that its members carry; null where no search is one of the gateway's
 */
public record MemberUrls(List<DN> containers, @Nullable String group) {
    private static final Logger LOG = LoggerFactory.getLogger(MemberUrls.class);

    static final MemberUrls NONE = new MemberUrls(List.of(), null);

    public MemberUrls {
        containers = List.copyOf(containers);
    }

    /**
     * As the group's entry says, with whatever filter: an administrator may have chosen another.
     */
    static MemberUrls of(Entry group) {
        String[] urls = group.getAttributeValues(DynamicGroups.MEMBER_URL);
        List<DN> containers = new ArrayList<>();
        String name = null;
        for (String text : urls == null ? new String[0] : urls) {
            try {
                LDAPURL url = new LDAPURL(text);
                if (url.getScope() == SearchScope.SUB) {
                    containers.add(url.getBaseDN());
                }
                if (isOurs(url.getFilter())) {
                    name = url.getFilter().getAssertionValue();
                }
            } catch (LDAPException e) {
                LOG.debug("a memberURL is none dn={}", group.getDN(), e);
            }
        }
        return new MemberUrls(containers, name);
    }

    private static boolean isOurs(Filter filter) {
        return filter.getFilterType() == Filter.FILTER_TYPE_EQUALITY
                && SchemaNames.GROUP.equalsIgnoreCase(filter.getAttributeName());
    }

    /** The searches that the group lacks to find the members in all of these. */
    List<String> missing(String name, Collection<DN> people) throws LDAPException {
        List<String> missing = new ArrayList<>();
        for (DN container : people) {
            if (containers.stream().noneMatch(above -> container.isDescendantOf(above, true))) {
                missing.add(DynamicGroups.url(name, container));
            }
        }
        return missing;
    }

    /**
     * What dynamic groups lack, by name: those whose members this service keeps, as one of their
     * searches shows, and those that are named; no others.
     *
     * @param named names of groups that the configuration says are dynamic
     */
    public static Map<String, LDIFModifyChangeRecord> missing(
            Ldap ldap, DirectoryTree tree, Collection<String> named) throws LDAPException {
        Filter dynamic = Filter.equals("objectClass", DynamicGroups.GROUP_OF_URLS);
        Map<String, LDIFModifyChangeRecord> incomplete = new LinkedHashMap<>();
        for (Entry group :
                ldap.someBelow(tree.groups(), dynamic, 0, "cn", DynamicGroups.MEMBER_URL)) {
            MemberUrls known = of(group);
            DN dn = group.getParsedDN();
            var configured = named.stream().filter(n -> tree.group(n).equals(dn));
            var name = known.group() == null ? configured.findFirst().orElse(null) : known.group();
            List<String> missing = name == null ? List.of() : known.missing(name, tree.searched());
            if (name != null && !missing.isEmpty()) {
                var add = Modifications.add(DynamicGroups.MEMBER_URL, missing);
                incomplete.put(name, new LDIFModifyChangeRecord(group.getDN(), add));
            }
        }
        return incomplete;
    }
}
