package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.ResultCodes;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memberships on the account's own entry, as a value with the group's plain name: one filter finds
 * all members, whichever connection granted it, and a value given by hand is equal. The group's
 * entry is a {@code groupOfURLs} with that filter, for each container of accounts. It is written
 * once, and again if there is another container, so that a login is equally fast for any number of
 * members.
 */
record DynamicGroups(Ldap ldap, DirectoryTree tree, GroupEntries entries) {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicGroups.class);
    static final String GROUP_OF_URLS = "groupOfURLs";
    static final String MEMBER_URL = "memberURL";

    /** The groups that the entry names, as it was read. */
    Map<DN, String> of(AccountEntry account) {
        Map<DN, String> names = new LinkedHashMap<>();
        account.values(SchemaNames.GROUP)
                .forEach(name -> names.putIfAbsent(tree.group(name), name));
        return names;
    }

    boolean contains(DN group, DN person) throws LDAPException {
        try {
            return ldap.compare(
                            new CompareRequest(person.toString(), SchemaNames.GROUP, name(group)))
                    .compareMatched();
        } catch (LDAPException e) {
            // No such entry or no such value; or a directory whose schema knows no such group.
            if (!ResultCodes.lostARace(e)) {
                ResultCodes.permit(e, ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
            }
            return false;
        }
    }

    /** False when the group turns out to be one that the connection must not open. */
    boolean join(DesiredGroup wanted, DN person, String connection) throws LDAPException, Refusal {
        DesiredGroup group = exists(wanted, connection);
        if (group.isJoinable()) {
            change(person, Modifications.add(SchemaNames.GROUP, group.name()));
        }
        return group.isJoinable();
    }

    void leave(DN group, DN person) throws LDAPException {
        change(person, Modifications.delete(SchemaNames.GROUP, name(group)));
    }

    /**
     * Makes the group's entry where there is none, so that others find the members.
     *
     * @return the group as it is now
     */
    DesiredGroup exists(DesiredGroup wanted, String connection) throws LDAPException, Refusal {
        Entry found = read(wanted.dn());
        if (found == null && create(wanted.name(), wanted.dn(), connection)) {
            return wanted.as(null);
        }
        Entry entry = found == null ? read(wanted.dn()) : found;
        DesiredGroup group = wanted.as(entry == null ? null : GroupEntry.of(entry, tree.profile()));
        if (entry != null && group.isJoinable()) {
            complete(entry, group);
        }
        return group;
    }

    private @Nullable Entry read(DN group) throws LDAPException {
        return ldap.getEntry(group.toString(), GroupEntry.attributes(MEMBER_URL));
    }

    private void complete(Entry found, DesiredGroup group) throws LDAPException {
        if (!found.hasObjectClass(GROUP_OF_URLS)) {
            LOG.warn("the entry of a dynamic group lists members instead dn={}", group.dn());
            return;
        }
        // A connection may have got a container of its own after the group was made.
        for (String url : MemberUrls.of(found).missing(group.name(), tree.searched())) {
            extend(group.dn(), url);
        }
    }

    private void extend(DN group, String url) throws LDAPException {
        try {
            ldap.modify(group.toString(), Modifications.add(MEMBER_URL, url));
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
                LOG.warn(
                        "event=dynamic_group_incomplete dn=\"{}\" next=\"let the gateway write"
                                + " memberURL of groups, or add the value {}\"",
                        group,
                        url);
            } else if (!ResultCodes.lostARace(e)) {
                throw e;
            }
        }
    }

    /** False if another writer was faster. */
    private boolean create(String name, DN group, String connection) throws LDAPException, Refusal {
        Entry entry = new Entry(group);
        entry.addAttribute("objectClass", "top", GROUP_OF_URLS);
        tree.profile().mark(entry);
        entry.addAttribute("cn", name);
        entry.addAttribute("description", GroupEntry.description(connection));
        entry.addAttribute(MEMBER_URL, MemberUrls.NONE.missing(name, tree.searched()));
        return entries.add(entry);
    }

    /** The search that finds the members (RFC 4516). */
    static String url(String name, DN people) throws LDAPException {
        Filter filter = Filter.equals(SchemaNames.GROUP, name);
        return new LDAPURL("ldap", null, null, people, null, SearchScope.SUB, filter).toString();
    }

    /**
     * The group's name as its DN has it; the attribute's comparison forgives the same spellings.
     */
    private static String name(DN group) {
        return group.getRDN() == null ? "" : group.getRDN().getAttributeValues()[0];
    }

    private void change(DN person, Modification change) throws LDAPException {
        ldap.modifyUnlessChanged(person.toString(), List.of(change));
    }
}
