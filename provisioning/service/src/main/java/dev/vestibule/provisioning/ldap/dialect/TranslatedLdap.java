package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;

import dev.vestibule.provisioning.ldap.Ldap;
import dev.vestibule.provisioning.ldap.dialect.AttributeTranslation.Slot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Operations on a directory that has other names for what we keep. */
record TranslatedLdap(
        Ldap directory,
        AttributeTranslation slots,
        EntryTranslation entries,
        FilterTranslation filters)
        implements Ldap {

    static TranslatedLdap of(Ldap directory, AttributeTranslation slots) {
        return new TranslatedLdap(
                directory, slots, new EntryTranslation(slots), new FilterTranslation(slots));
    }

    @Override
    public @Nullable Entry getEntry(String dn, String... attributes) throws LDAPException {
        Entry entry = directory.getEntry(dn, slots.requested(List.of(attributes)));
        return entry == null ? null : entries.restored(entry);
    }

    @Override
    public SearchResult search(SearchRequest request) throws LDAPSearchException {
        SearchRequest translated = request.duplicate();
        Filter filter = request.getFilter();
        translated.setFilter(filters.of(filter));
        if (filters.isExact(filter)) {
            translated.setAttributes(slots.requested(request.getAttributeList()));
        } else {
            translated.setAttributes(
                    slots.requested(
                            Stream.concat(Stream.of("*"), request.getAttributeList().stream())
                                    .toList()));
        }
        SearchResult found = directory.search(translated);
        return withEntries(found, matching(found, filter));
    }

    private List<SearchResultEntry> matching(SearchResult found, Filter filter)
            throws LDAPSearchException {
        List<SearchResultEntry> matching = new ArrayList<>();
        for (Entry entry : entriesOf(found)) {
            Entry restored = entries.restored(entry);
            try {
                if (filters.isExact(filter) || filter.matchesEntry(restored)) {
                    matching.add(new SearchResultEntry(restored));
                }
            } catch (LDAPException e) {
                throw new LDAPSearchException(e);
            }
        }
        return matching;
    }

    private static List<? extends Entry> entriesOf(SearchResult found) {
        List<? extends Entry> entries = found.getSearchEntries();
        return entries == null ? List.of() : entries;
    }

    private static SearchResult withEntries(SearchResult found, List<SearchResultEntry> entries) {
        return new SearchResult(
                found.getMessageID(),
                found.getResultCode(),
                found.getDiagnosticMessage(),
                found.getMatchedDN(),
                found.getReferralURLs(),
                entries,
                found.getSearchReferences(),
                entries.size(),
                found.getReferenceCount(),
                found.getResponseControls());
    }

    @Override
    public CompareResult compare(CompareRequest request) throws LDAPException {
        Slot slot = slots.of(request.getAttributeName());
        CompareRequest translated = request.duplicate();
        translated.setAttributeName(slot.attribute());
        translated.setAssertionValue(slot.stored(request.getAssertionValue()));
        return directory.compare(translated);
    }

    @Override
    public Entry add(Entry entry) throws LDAPException {
        Entry added = entry.duplicate();
        added.setDN(directory.add(entries.stored(entry)).getDN());
        return added;
    }

    @Override
    public LDAPResult modify(String dn, List<Modification> modifications) throws LDAPException {
        Entry current = new Entry(dn);
        if (modifications.stream().anyMatch(entries::needsCurrent)) {
            Entry read = getEntry(dn, "*");
            current = read == null ? current : read;
        }
        List<Modification> stored = new ArrayList<>();
        for (Modification modification : modifications) {
            stored.addAll(entries.stored(modification, current));
        }
        return stored.isEmpty()
                ? new LDAPResult(-1, ResultCode.SUCCESS)
                : directory.modify(dn, stored);
    }
}
