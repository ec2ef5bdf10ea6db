package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.dialect.ServerProfile;
import dev.vestibule.provisioning.vocabulary.Membership;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group as its entry says that it is.
 *
 * @param name the {@code cn}, as the directory spells it
 * @param made whether the gateway made it
 * @param identity what tells it from another entry that was at the same place before; empty where
 *     the server does not show it
 * @param classes names of its object classes in small letters
 */
public record GroupEntry(DN dn, String name, boolean made, String identity, Set<String> classes) {
    private static final List<String> IDENTITIES =
            List.of("entryUUID", "nsUniqueId", "objectGUID", "createTimestamp");

    /** How the description of a group begins that the gateway made. */
    private static final String CREATED_FOR = "Created for the connection ";

    private static final Set<String> WITH_MEMBER =
            Set.of("groupofnames", "groupofmembers", "groupofentries", "group");

    static GroupEntry of(Entry entry, ServerProfile profile) throws LDAPException {
        DN dn = entry.getParsedDN();
        return new GroupEntry(
                dn,
                name(entry, dn),
                isMarked(entry, profile),
                identity(entry),
                Stream.of(entry.getObjectClassValues())
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** What every group is read with, and these. */
    static String[] attributes(String... others) {
        return Stream.of(List.of("cn", "objectClass", "description"), IDENTITIES, List.of(others))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    /** The description of a group that is created at a login. */
    static String description(String connection) {
        return CREATED_FOR + connection;
    }

    private static boolean isMarked(Entry group, ServerProfile profile) {
        if (profile.marksGroups()) {
            return group.hasObjectClass(SchemaNames.PROVISIONED_GROUP);
        }
        String description = group.getAttributeValue("description");
        return description != null && description.startsWith(CREATED_FOR);
    }

    /** Of several names the one that the entry is called by. */
    private static String name(Entry group, DN dn) {
        String[] names = group.getAttributeValues("cn");
        if (names == null || names.length == 0) {
            return group.getDN();
        }
        RDN rdn = dn.getRDN();
        return Stream.of(names)
                .filter(name -> new RDN("cn", name).equals(rdn))
                .findFirst()
                .orElse(names[0]);
    }

    private static String identity(Entry group) {
        for (String name : IDENTITIES) {
            byte[] value = group.getAttributeValueBytes(name);
            if (value != null) {
                return HexFormat.of().formatHex(value);
            }
        }
        return "";
    }

    /**
     * Why it accepts no member of this kind; null if it does. A class that is not known here is
     * tried.
     */
    @Nullable String unfitFor(Membership kind) {
        if (kind == Membership.DYNAMIC || classes.stream().anyMatch(WITH_MEMBER::contains)) {
            return null;
        }
        if (classes.contains("groupofuniquenames")) {
            return "is a groupOfUniqueNames, whose members are in uniqueMember";
        }
        if (classes.contains("posixgroup")) {
            return "is a posixGroup, whose members are in memberUid";
        }
        return classes.contains("groupofurls")
                ? "is dynamic, and the connection has membership: static"
                : null;
    }
}
