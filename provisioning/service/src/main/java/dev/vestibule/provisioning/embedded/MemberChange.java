package dev.vestibule.provisioning.embedded;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a write does to the members of one group.
 *
 * @param in members that come, as they are spelt, by normalized name
 * @param out members that go
 * @param remain whether the group has members afterwards
 */
record MemberChange(Map<String, byte[]> in, Map<String, byte[]> out, boolean remain) {
    /** The modifications as they are carried out in memory: without the members. */
    List<Modification> inMemory(List<Modification> modifications) {
        List<Modification> kept = new ArrayList<>(modifications);
        if (kept.removeIf(each -> Memberships.areKept(each.getAttributeName()))) {
            kept.add(
                    new Modification(
                            ModificationType.REPLACE,
                            Memberships.MEMBER,
                            remain ? Memberships.STAND_IN.getValues() : new String[0]));
        }
        return kept;
    }

    /** The modifications as they are written to the log: with the members that change. */
    List<Modification> logged(List<Modification> modifications) {
        List<Modification> logged = new ArrayList<>(modifications);
        logged.removeIf(each -> Memberships.areKept(each.getAttributeName()));
        addTo(logged, ModificationType.DELETE, out.values());
        addTo(logged, ModificationType.ADD, in.values());
        return logged;
    }

    private static void addTo(
            List<Modification> logged, ModificationType type, Collection<byte[]> values) {
        if (!values.isEmpty()) {
            logged.add(new Modification(type, Memberships.MEMBER, values.toArray(byte[][]::new)));
        }
    }

    /** The members of a group as modifications leave them. */
    static final class Draft {
        private final Map<String, byte[]> before;
        private final Map<String, byte[]> in = new LinkedHashMap<>();
        private final Map<String, byte[]> out = new LinkedHashMap<>();
        private final Memberships memberships;
        private final boolean permissive;

        Draft(Map<String, byte[]> before, Memberships memberships, boolean permissive) {
            this.before = before;
            this.memberships = memberships;
            this.permissive = permissive;
        }

        void apply(Modification modification) throws LDAPException {
            byte[][] values = modification.getValueByteArrays();
            ModificationType type = modification.getModificationType();
            if (type == ModificationType.ADD) {
                add(values, permissive);
            } else if (type == ModificationType.REPLACE) {
                clear();
                add(values, true);
            } else if (type == ModificationType.DELETE && values.length > 0) {
                delete(values);
            } else if (type == ModificationType.DELETE) {
                require(permissive || size() > 0, ResultCode.NO_SUCH_ATTRIBUTE, "no member");
                clear();
            } else {
                require(false, ResultCode.CONSTRAINT_VIOLATION, "no number as member");
            }
        }

        private void add(byte[][] values, boolean lenient) throws LDAPException {
            for (byte[] value : values) {
                String name = memberships.requireName(value);
                boolean there = contains(name);
                require(lenient || !there, ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, "this member");
                if (!there && out.remove(name) == null) {
                    in.put(name, value);
                }
            }
        }

        private void delete(byte[][] values) throws LDAPException {
            for (byte[] value : values) {
                String name = memberships.name(value);
                boolean there = name != null && contains(name);
                require(permissive || there, ResultCode.NO_SUCH_ATTRIBUTE, "no such member");
                if (there && in.remove(name) == null) {
                    out.put(name, before.get(name));
                }
            }
        }

        private void clear() {
            in.clear();
            out.putAll(before);
        }

        private boolean contains(String name) {
            return in.containsKey(name) || before.containsKey(name) && !out.containsKey(name);
        }

        private int size() {
            return before.size() - out.size() + in.size();
        }

        MemberChange change() {
            return new MemberChange(in, out, size() > 0);
        }

        private static void require(boolean holds, ResultCode code, String what)
                throws LDAPException {
            if (!holds) {
                throw new LDAPException(code, "The group has " + what + ".");
            }
        }
    }
}
