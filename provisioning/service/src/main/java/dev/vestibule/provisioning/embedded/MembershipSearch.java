package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;

import java.util.ArrayList;
import java.util.List;

/** One search, with the members of groups and the groups of members as if entries had them. */
final class MembershipSearch {
    /** A filter with more names than that costs more than a look at each entry. */
    private static final int FEW = 100;

    private final Memberships memberships;
    private final InMemoryRequestHandler memory;
    private final SearchRequestProtocolOp request;
    private final Filter filter;
    private final boolean looksAgain;

    MembershipSearch(
            Memberships memberships,
            InMemoryRequestHandler memory,
            SearchRequestProtocolOp request) {
        this.memberships = memberships;
        this.memory = memory;
        this.request = request;
        filter = new MembershipFilters(memberships, FEW).exact(request.getFilter());
        looksAgain = MembershipFilters.asksForGroups(filter);
    }

    /** The search that the memory can carry out; it may find more. */
    SearchRequestProtocolOp inMemory() {
        return new SearchRequestProtocolOp(
                request.getBaseDN(),
                request.getScope(),
                request.getDerefPolicy(),
                looksAgain ? 0 : request.getSizeLimit(),
                request.getTimeLimit(),
                request.typesOnly(),
                looksAgain ? MembershipFilters.wide(filter) : filter,
                request.getAttributes());
    }

    /** The entries that were meant, as clients see them. */
    List<SearchResultEntryProtocolOp> completed(List<SearchResultEntryProtocolOp> found)
            throws LDAPException {
        List<SearchResultEntryProtocolOp> entries = new ArrayList<>();
        for (SearchResultEntryProtocolOp entry : found) {
            DN dn = new DN(entry.getDN(), memory.getSchema());
            if (!looksAgain || matches(dn)) {
                entries.add(completed(dn, entry));
            }
        }
        return entries;
    }

    private boolean matches(DN dn) throws LDAPException {
        var entry = memory.getEntry(dn);
        if (entry == null) {
            return false;
        }
        var whole = entry.duplicate();
        Attribute groups = groups(dn);
        if (groups.hasValue()) {
            whole.addAttribute(groups);
        }
        return filter.matchesEntry(whole, memory.getSchema());
    }

    private Attribute groups(DN dn) {
        return new Attribute(
                Memberships.MEMBER_OF,
                memory.getSchema(),
                memberships.groupsOf(dn).toArray(String[]::new));
    }

    private SearchResultEntryProtocolOp completed(DN dn, SearchResultEntryProtocolOp entry) {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : entry.getAttributes()) {
            if (Memberships.areKept(attribute.getName())) {
                add(memberships.of(dn), attributes);
            } else {
                attributes.add(attribute);
            }
        }
        if (request.getAttributes().stream().anyMatch(MembershipSearch::isMemberOf)) {
            add(groups(dn), attributes);
        }
        return new SearchResultEntryProtocolOp(entry.getDN(), attributes);
    }

    private void add(Attribute attribute, List<Attribute> attributes) {
        if (attribute.hasValue()) {
            attributes.add(request.typesOnly() ? new Attribute(attribute.getName()) : attribute);
        }
    }

    /** The result, when the memory's is not the last word about the size. */
    LDAPMessage answer(LDAPMessage inMemory, List<SearchResultEntryProtocolOp> entries) {
        int most = request.getSizeLimit();
        if (!looksAgain || most <= 0 || entries.size() <= most) {
            return inMemory;
        }
        entries.subList(most, entries.size()).clear();
        return new LDAPMessage(
                inMemory.getMessageID(),
                new SearchResultDoneProtocolOp(
                        ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE, null, null, null));
    }

    private static boolean isMemberOf(String attribute) {
        return attribute.equalsIgnoreCase(Memberships.MEMBER_OF) || attribute.equals("+");
    }
}
