package dev.vestibule.provisioning.group;

import com.unboundid.ldap.sdk.DN;

import org.jspecify.annotations.Nullable;

/**
 * A group that a connection wants the account to be in.
 *
 * @param dn as the directory has it, where there is the group
 * @param name as the directory spells it, where there is the group
 * @param entry null where there is none yet, or where it does not matter
 * @param named whether the configuration names it, or only the provider does
 */
record DesiredGroup(DN dn, String name, @Nullable GroupEntry entry, boolean named) {

    static DesiredGroup of(GroupEntry entry, boolean named) {
        return new DesiredGroup(entry.dn(), entry.name(), entry, named);
    }

    /** Where it was found now. */
    DesiredGroup as(@Nullable GroupEntry found) {
        return found == null ? new DesiredGroup(dn, name, null, named) : of(found, named);
    }

    /** What a provider alone says opens no group that an administrator made. */
    boolean isJoinable() {
        return named || entry == null || entry.made();
    }

    /** Empty where there is no entry. */
    String identity() {
        return entry == null ? "" : entry.identity();
    }
}
