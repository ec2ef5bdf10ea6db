package dev.vestibule.provisioning.ldap.dialect;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;
import dev.vestibule.provisioning.vocabulary.PersonEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of our attributes a directory keeps elsewhere.
 *
 * @param slots by our name for the attribute; whatever is absent has the same name there
 * @param ownSchema whether the directory has our object class
 */
public record AttributeTranslation(Map<String, Slot> slots, boolean ownSchema) {
    public AttributeTranslation {
        Map<String, Slot> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(slots);
        slots = byName;
    }

    /** What a directory of this type with this configuration keeps elsewhere. */
    public static AttributeTranslation of(DirectoryType type, MetadataMapping metadata) {
        Map<String, Slot> slots = new TreeMap<>();
        String username = PersonEntry.of(type).username();
        if (!username.equals("uid")) {
            slots.put("uid", Slot.alone(username));
        }
        switch (metadata) {
            case OwnSchema() -> {}
            case NamedAttributes named -> metadata(named, slots);
        }
        return new AttributeTranslation(slots, metadata instanceof OwnSchema);
    }

    private static void metadata(NamedAttributes named, Map<String, Slot> slots) {
        for (String name : SchemaNames.ATTRIBUTES) {
            slots.put(name, Slot.tagged(named.provenance(), name));
        }
        slots.put(SchemaNames.FEDERATED_IDENTITY, Slot.alone(named.link()));
        slots.put(
                SchemaNames.GRANTED_GROUP, Slot.tagged(named.grants(), SchemaNames.GRANTED_GROUP));
        slots.put(SchemaNames.SYNC_STATE, Slot.tagged(named.state(), SchemaNames.SYNC_STATE));
        SchemaNames.SECRET_ATTRIBUTES.forEach(slots::remove);
    }

    /** Whether nothing must be translated. */
    boolean isEmpty() {
        return slots.isEmpty();
    }

    Slot of(String name) {
        return slots.getOrDefault(name, Slot.alone(name));
    }

    /** The directory's names for what is asked for. */
    String[] requested(Collection<String> names) {
        return names.stream().map(name -> of(name).attribute()).distinct().toArray(String[]::new);
    }

    /** The directory's names that claims must not write, as something of ours is there. */
    public Set<String> occupied() {
        Set<String> occupied = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        slots.values().forEach(slot -> occupied.add(slot.attribute()));
        return occupied;
    }

    /** Values of one of the directory's attributes, under our names for them. */
    Map<String, List<String>> restored(String attribute, List<String> values) {
        Map<String, List<String>> restored = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String value : values) {
            Map.Entry<String, Slot> slot = slotOf(attribute, value);
            if (slot != null) {
                restored.computeIfAbsent(slot.getKey(), _ -> new ArrayList<>())
                        .add(slot.getValue().restored(value));
            } else if (!slots.containsKey(attribute)) {
                restored.computeIfAbsent(attribute, _ -> new ArrayList<>()).add(value);
            }
        }
        return restored;
    }

    private Map.@Nullable Entry<String, Slot> slotOf(String attribute, String value) {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue().isIn(attribute) && slot.getValue().holds(value))
                .findFirst()
                .orElse(null);
    }

    /**
     * Where a directory keeps an attribute of ours.
     *
     * @param attribute the directory's name for it
     * @param tag what its values begin with there, so that they share the attribute with others;
     *     empty when it is theirs alone
     */
    record Slot(String attribute, String tag) {

        static Slot alone(String attribute) {
            return new Slot(attribute, "");
        }

        /** Shared: {@code vestibuleGrantedGroup: corp staff}. */
        static Slot tagged(String attribute, String name) {
            return new Slot(attribute, name + ": ");
        }

        boolean isShared() {
            return !tag.isEmpty();
        }

        boolean isIn(String name) {
            return attribute.equalsIgnoreCase(name);
        }

        boolean holds(String value) {
            return value.toLowerCase(Locale.ROOT).startsWith(tag.toLowerCase(Locale.ROOT));
        }

        String stored(String value) {
            return tag + value;
        }

        String restored(String value) {
            return value.substring(tag.length());
        }
    }
}
