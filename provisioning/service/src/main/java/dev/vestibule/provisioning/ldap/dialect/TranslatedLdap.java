package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.CompareResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Ldap;

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
    public Found search(SearchRequest request) throws LDAPSearchException {
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
        Found found = directory.search(translated);
        return new Found(matching(found, filter), found.result());
    }

    private List<Entry> matching(Found found, Filter filter) throws LDAPSearchException {
        List<Entry> matching = new ArrayList<>();
        for (Entry entry : found.entries()) {
            Entry restored = entries.restored(entry);
            try {
                if (filters.isExact(filter) || filter.matchesEntry(restored)) {
                    matching.add(restored);
                }
            } catch (LDAPException e) {
                throw new LDAPSearchException(e);
            }
        }
        return matching;
    }

    @Override
    public CompareResult compare(CompareRequest request) throws LDAPException {
        var slot = slots.of(request.getAttributeName());
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

    /** Entries and modifications in the directory's names, and entries back in ours. */
    record EntryTranslation(AttributeTranslation slots) {

        /** As the directory takes it. */
        Entry stored(Entry entry) {
            Entry stored = new Entry(entry.getDN());
            for (var attribute : entry.getAttributes()) {
                var slot = slots.of(attribute.getName());
                if (slot.isShared() || isClass(attribute.getName())) {
                    stored.addAttribute(
                            slot.attribute(), stored(attribute.getName(), attribute.getValues()));
                } else {
                    stored.addAttribute(slot.attribute(), attribute.getValueByteArrays());
                }
            }
            return stored;
        }

        /** As we know it. */
        Entry restored(Entry entry) {
            Entry restored = new Entry(entry.getDN());
            for (var attribute : entry.getAttributes()) {
                if (slots.slots().values().stream().noneMatch(s -> s.isIn(attribute.getName()))
                        && !slots.slots().containsKey(attribute.getName())) {
                    restored.addAttribute(attribute);
                } else {
                    slots.restored(attribute.getName(), List.of(attribute.getValues()))
                            .forEach(restored::addAttribute);
                }
            }
            if (!slots.ownSchema() && restored.hasAttribute(SchemaNames.FEDERATED_IDENTITY)) {
                restored.addAttribute("objectClass", SchemaNames.ACCOUNT);
            }
            return restored;
        }

        /** Whether the modification can only be said with what the entry holds. */
        boolean needsCurrent(Modification modification) {
            boolean byValue =
                    modification.getModificationType().equals(ModificationType.ADD)
                            || modification.getModificationType().equals(ModificationType.DELETE)
                                    && modification.hasValue();
            return !byValue && slots.of(modification.getAttributeName()).isShared();
        }

        /**
         * As the directory takes it.
         *
         * @param current the entry in our names, for modifications that need it
         */
        List<Modification> stored(Modification modification, Entry current) {
            String name = modification.getAttributeName();
            var slot = slots.of(name);
            if (needsCurrent(modification)) {
                String[] held = current.getAttributeValues(name);
                List<Modification> exchange = new ArrayList<>();
                if (held != null) {
                    exchange.addAll(change(ModificationType.DELETE, name, held));
                }
                exchange.addAll(change(ModificationType.ADD, name, modification.getValues()));
                return exchange;
            }
            if (slot.isShared() || isClass(name)) {
                return change(modification.getModificationType(), name, modification.getValues());
            }
            return List.of(
                    new Modification(
                            modification.getModificationType(),
                            slot.attribute(),
                            modification.getRawValues()));
        }

        private List<Modification> change(ModificationType type, String name, String... values) {
            String[] stored = stored(name, values);
            return stored.length == 0
                    ? List.of()
                    : List.of(new Modification(type, slots.of(name).attribute(), stored));
        }

        private String[] stored(String name, String... values) {
            Stream<String> kept = Stream.of(values);
            if (isClass(name) && !slots.ownSchema()) {
                kept = kept.filter(value -> !value.equalsIgnoreCase(SchemaNames.ACCOUNT));
            }
            return kept.map(slots.of(name)::stored).toArray(String[]::new);
        }

        private static boolean isClass(String name) {
            return name.equalsIgnoreCase("objectClass");
        }
    }
}
