package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.schema.Schema;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The members of groups, and the groups of members. They are kept beside the entries, since the
 * in-memory server copies, checks and indexes a whole entry at each change: one more member of ten
 * thousand would cost ten thousand. The entry has a {@link #STAND_IN} as long as there are members,
 * so that the schema is checked as usual.
 *
 * <p>Changes come one after the other, under the content's write lock; any thread may read.
 */
final class Memberships {
    static final String MEMBER = "member";
    static final String MEMBER_OF = "memberOf";

    /** What an entry has in memory in the place of its members. No client sees it. */
    static final Attribute STAND_IN = new Attribute(MEMBER, "cn=members");

    private static final String MEMBER_OID = "2.5.4.31";

    private final Schema schema;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Set<String>> groupsOf = new HashMap<>();

    /** A group as its name is spelt, and its members as theirs are, by normalized name. */
    private record Group(String dn, Map<String, byte[]> members) {}

    private static final Group NO_GROUP = new Group("", Map.of());

    Memberships(Schema schema) {
        this.schema = schema;
    }

    /** Whether the values of this attribute are kept here. */
    static boolean areKept(String attribute) {
        return attribute.equalsIgnoreCase(MEMBER) || attribute.equals(MEMBER_OID);
    }

    /** Whether clients that ask for this attribute are answered from here. */
    static boolean areAnswered(String attribute) {
        return areKept(attribute) || attribute.equalsIgnoreCase(MEMBER_OF);
    }

    /** Whether an entry has the value, of one of the answered attributes, that is asked for. */
    boolean match(DN entry, String attribute, byte[] value) {
        String name = name(value);
        if (name == null) {
            return false;
        }
        String own = entry.toNormalizedString();
        boolean asksForMember = areKept(attribute);
        String group = asksForMember ? own : name;
        String member = asksForMember ? name : own;
        return read(() -> groups.getOrDefault(group, NO_GROUP).members().containsKey(member));
    }

    /**
     * What modifications of the group do.
     *
     * @param permissive whether it does not matter that a value is there, or is not
     */
    MemberChange modified(DN group, List<Modification> modifications, boolean permissive)
            throws LDAPException {
        MemberChange.Draft draft = new MemberChange.Draft(members(group), this, permissive);
        for (Modification modification : modifications) {
            if (areKept(modification.getAttributeName())) {
                draft.apply(modification);
            }
        }
        return draft.change();
    }

    /** Lets the members of a group change. */
    void apply(DN group, MemberChange change) {
        if (change.in().isEmpty() && change.out().isEmpty()) {
            return;
        }
        write(() -> {
            String key = group.toNormalizedString();
            Map<String, byte[]> members =
                    groups.computeIfAbsent(
                                    key, _ -> new Group(group.toString(), new LinkedHashMap<>()))
                            .members();
            change.out().keySet().forEach(member -> leave(members, member, key));
            change.in()
                    .forEach((member, value) -> {
                        members.put(member, value);
                        groupsOf.computeIfAbsent(member, _ -> new TreeSet<>()).add(key);
                    });
            if (members.isEmpty()) {
                groups.remove(key);
            }
        });
    }

    private void leave(Map<String, byte[]> members, String member, String group) {
        members.remove(member);
        Set<String> others = groupsOf.get(member);
        if (others != null && others.remove(group) && others.isEmpty()) {
            groupsOf.remove(member);
        }
    }

    /** Takes the members with a group that is deleted; the answer lets them come to another. */
    MemberChange remove(DN group) {
        Map<String, byte[]> all = Map.copyOf(members(group));
        apply(group, new MemberChange(Map.of(), all, false));
        return new MemberChange(all, Map.of(), true);
    }

    /** The members of a group as they are spelt. */
    Attribute of(DN group) {
        return new Attribute(MEMBER, read(() -> members(group).values().toArray(byte[][]::new)));
    }

    /** The members of every group at this moment, by the group's normalized name. */
    Map<String, List<byte[]>> all() {
        return read(() -> {
            Map<String, List<byte[]>> all = new HashMap<>();
            groups.forEach((key, group) -> all.put(key, List.copyOf(group.members().values())));
            return all;
        });
    }

    /** The groups that list an entry. */
    List<String> groupsOf(DN member) {
        return groupsOf(member.toNormalizedString());
    }

    /** The groups that list the entry which the value names. */
    List<String> groupsOf(byte[] value) {
        String name = name(value);
        return name == null ? List.of() : groupsOf(name);
    }

    private List<String> groupsOf(String member) {
        return read(() -> {
            List<String> names = new ArrayList<>();
            for (String key : groupsOf.getOrDefault(member, Set.of())) {
                names.add(groups.getOrDefault(key, NO_GROUP).dn());
            }
            return names;
        });
    }

    /** The normalized names of the members of the group which the value names. */
    Collection<String> membersOf(byte[] value) {
        String name = name(value);
        return read(() -> {
            Group group = name == null ? NO_GROUP : groups.getOrDefault(name, NO_GROUP);
            return List.copyOf(group.members().keySet());
        });
    }

    private Map<String, byte[]> members(DN group) {
        return groups.getOrDefault(group.toNormalizedString(), NO_GROUP).members();
    }

    String requireName(byte[] value) throws LDAPException {
        String name = name(value);
        if (name == null) {
            throw new LDAPException(
                    ResultCode.OBJECT_CLASS_VIOLATION, "A value of member is no name of an entry.");
        }
        return name;
    }

    /** Null when the value is no name. */
    @Nullable String name(byte[] value) {
        try {
            return new DN(new String(value, StandardCharsets.UTF_8), schema).toNormalizedString();
        } catch (LDAPException e) {
            return null;
        }
    }

    private <T> T read(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void write(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
