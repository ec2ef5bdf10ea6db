package dev.vestibule.provisioning.administration;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;

import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.Fingerprint;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.group.Grant;
import dev.vestibule.provisioning.group.GroupRecords;
import dev.vestibule.provisioning.ldap.dialect.DirectoryTree;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where everything in an account comes from, for an administrator who looks at it.
 *
 * @param attributes every readable attribute, and those that the gateway wrote and that are gone
 * @param groups every membership and every grant on record
 */
public record Provenance(List<AttributeOrigin> attributes, List<GroupOrigin> groups) {
    public Provenance {
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** Whose the value in the directory is. */
    public enum Standing {
        /** It is what the gateway wrote. */
        AS_WRITTEN,
        /** The gateway wrote another one; an administrator has changed it since. */
        CHANGED_BY_HAND,
        /** The gateway wrote one; an administrator has removed it since. */
        REMOVED_BY_HAND,
        /** The provider has it no longer, and the gateway removed it. */
        CLEARED,
        /** The gateway never wrote it. */
        BY_HAND
    }

    /**
     * One attribute.
     *
     * @param connection whose login the gateway last wrote it at; null where that is not on record
     * @param writtenAt when that was; null where that is not on record
     */
    public record AttributeOrigin(
            String attribute,
            Standing standing,
            @Nullable String connection,
            @Nullable Instant writtenAt) {}

    /**
     * One group.
     *
     * @param grantedBy the connections that grant it; none for a membership given by hand
     * @param member false for a grant that the next login will carry out, and for a membership that
     *     is removed
     * @param removed whether the membership was removed by hand: no login gives it again
     */
    public record GroupOrigin(
            String group, List<String> grantedBy, boolean member, boolean removed) {
        public GroupOrigin {
            grantedBy = List.copyOf(grantedBy);
        }
    }

    /**
     * Reads it from the entry.
     *
     * @param memberships names of the groups that the account is a member of
     * @param removed groups that the account was a member of, if that is not recorded yet
     */
    static Provenance of(
            AccountEntry account,
            Map<DN, String> memberships,
            Set<DN> removed,
            DirectoryTree tree) {
        return new Provenance(attributes(account), groups(account, memberships, removed, tree));
    }

    private static List<AttributeOrigin> attributes(AccountEntry account) {
        Set<String> names = new LinkedHashSet<>();
        for (Attribute attribute : account.entry().getAttributes()) {
            if (AccountEntry.visible(attribute)) {
                names.add(attribute.getName());
            }
        }
        for (SyncState state : account.states()) {
            if (!state.isBookkeeping() && names.stream().noneMatch(state::isOf)) {
                names.add(state.attribute());
            }
        }
        return names.stream().map(name -> origin(account, name)).toList();
    }

    private static AttributeOrigin origin(AccountEntry account, String name) {
        Set<String> held = account.values(name);
        List<SyncState> states = account.states(name);
        if (states.isEmpty()) {
            return new AttributeOrigin(name, Standing.BY_HAND, null, null);
        }
        String fingerprint = Fingerprint.of(held);
        SyncState state =
                states.stream()
                        .filter(each -> each.fingerprint().equals(fingerprint))
                        .findFirst()
                        .orElse(states.getFirst());
        boolean same = state.fingerprint().equals(fingerprint);
        return new AttributeOrigin(
                name, standing(same, held.isEmpty()), state.connection(), state.writtenAt());
    }

    private static Standing standing(boolean asWritten, boolean gone) {
        if (asWritten) {
            return gone ? Standing.CLEARED : Standing.AS_WRITTEN;
        }
        return gone ? Standing.REMOVED_BY_HAND : Standing.CHANGED_BY_HAND;
    }

    private static List<GroupOrigin> groups(
            AccountEntry account,
            Map<DN, String> memberships,
            Set<DN> removed,
            DirectoryTree tree) {
        Map<DN, String> names = new LinkedHashMap<>(memberships);
        Map<DN, List<String>> grants = new LinkedHashMap<>();
        Set<DN> gone = new HashSet<>(removed);
        GroupRecords records = GroupRecords.of(account);
        records.removed().forEach(grant -> gone.add(tree.group(grant.group())));
        for (Grant grant : both(records)) {
            DN group = tree.group(grant.group());
            names.putIfAbsent(group, grant.group());
            grants.computeIfAbsent(group, _ -> new ArrayList<>()).add(grant.connection());
        }
        List<GroupOrigin> origins = new ArrayList<>();
        names.forEach((group, name) -> {
            boolean member = memberships.containsKey(group);
            origins.add(
                    new GroupOrigin(
                            name,
                            grants.getOrDefault(group, List.of()),
                            member,
                            !member && gone.contains(group)));
        });
        return origins;
    }

    private static List<Grant> both(GroupRecords records) {
        return Stream.concat(records.grants().stream(), records.removed().stream()).toList();
    }
}
