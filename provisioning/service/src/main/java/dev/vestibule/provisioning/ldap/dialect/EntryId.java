package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;

import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The attribute that never changes while its entry exists, also when the entry is renamed. A kind
 * of directory has one of them, or the one that comes first here.
 */
public enum EntryId {
    /** Of 389 Directory Server, where an entry may have no {@code entryUUID}. */
    NS_UNIQUE_ID("nsUniqueId", "[0-9a-f]{8}(-[0-9a-f]{8}){3}"),
    /** Of Active Directory, in 16 bytes ([MS-DTYP] 2.3.4.2). */
    OBJECT_GUID("objectGUID", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    /** Of the standard (RFC 4530). */
    ENTRY_UUID("entryUUID", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int BYTES = 16;

    private final String attribute;
    private final Pattern form;

    EntryId(String attribute, String form) {
        this.attribute = attribute;
        this.form = Pattern.compile(form);
    }

    /** Of a directory of this type. */
    static EntryId of(DirectoryType type) {
        return switch (type) {
            case OPENLDAP, EMBEDDED -> ENTRY_UUID;
            case DS_389 -> NS_UNIQUE_ID;
            case ACTIVE_DIRECTORY -> OBJECT_GUID;
        };
    }

    /** The attributes, of which a directory has some; they are operational in most. */
    public static List<String> attributes() {
        return Stream.of(values()).map(EntryId::attribute).toList();
    }

    /** The id as text; empty where the entry was read without it. */
    public static String text(Entry entry) {
        return Stream.of(values())
                .filter(id -> entry.hasAttribute(id.attribute))
                .findFirst()
                .map(id -> id.read(entry))
                .orElse("");
    }

    /** The name of the attribute. */
    public String attribute() {
        return attribute;
    }

    /** Finds the entry with this id; null for what cannot be one. */
    public @Nullable Filter filter(String id) {
        if (!form.matcher(id).matches()) {
            return null;
        }
        return this == OBJECT_GUID
                ? Filter.equals(attribute, mixed(UUID.fromString(id)))
                : Filter.equals(attribute, id);
    }

    private String read(Entry entry) {
        if (this == OBJECT_GUID) {
            byte[] bytes = entry.getAttributeValueBytes(attribute);
            return bytes != null && bytes.length == BYTES ? text(bytes) : "";
        }
        String value = entry.getAttributeValue(attribute);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    private static String text(byte[] bytes) {
        ByteBuffer guid = mixed(ByteBuffer.wrap(bytes.clone()));
        return new UUID(guid.getLong(), guid.getLong()).toString();
    }

    private static byte[] mixed(UUID id) {
        ByteBuffer guid = ByteBuffer.allocate(BYTES);
        guid.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return mixed(guid).array();
    }

    /** Turns the first three parts, which have their lowest byte first, from or to that order. */
    private static ByteBuffer mixed(ByteBuffer guid) {
        return guid.putInt(0, Integer.reverseBytes(guid.getInt(0)))
                .putShort(4, Short.reverseBytes(guid.getShort(4)))
                .putShort(6, Short.reverseBytes(guid.getShort(6)));
    }
}
