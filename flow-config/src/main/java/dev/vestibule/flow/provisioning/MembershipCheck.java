package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.Membership;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A group is of one kind: of two connections that name it, both list its members or neither does.
 *
 * @param connections by their ids
 */
public record MembershipCheck(
        Map<String, Provisioning> connections,
        @Nullable DirectorySettings directory,
        Findings findings) {

    private record FirstUse(String connection, Membership membership) {}

    /** Adds a problem for everything that is found. */
    public void check() {
        Map<String, FirstUse> seen = new HashMap<>();
        connections.forEach((id, provisioning) -> {
            GroupMapping groups = provisioning.content().groups();
            if (groups != null) {
                checkDynamic(groups, path(id));
                if (provisioning.enabled()) {
                    check(id, groups, seen);
                }
            }
        });
    }

    /** A dynamic membership is a value of an attribute of ours, and a search that finds it. */
    private void checkDynamic(GroupMapping groups, String path) {
        if (!canBeDynamic(directory) && groups.membership() == Membership.DYNAMIC) {
            findings.error(
                    path,
                    "dynamic groups in a directory that has none",
                    "static with Active Directory, and without the schema of Vestibule",
                    "Write membership: static.");
        }
    }

    /**
     * Whether the directory can have dynamic groups.
     *
     * @param directory null when the configuration has none, which is a problem of its own
     */
    public static boolean canBeDynamic(@Nullable DirectorySettings directory) {
        return directory == null
                || directory.type() != DirectoryType.ACTIVE_DIRECTORY
                        && directory.schema() instanceof OwnSchema;
    }

    private void check(String id, GroupMapping groups, Map<String, FirstUse> seen) {
        FirstUse own = new FirstUse(id, groups.membership());
        Stream.concat(groups.defaults().stream(), groups.map().values().stream())
                .forEach(name -> {
                    FirstUse first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), own);
                    if (first != null && first.membership() != own.membership()) {
                        findings.error(
                                path(id),
                                "another membership of the group "
                                        + name
                                        + " than the connection "
                                        + first.connection()
                                        + " has",
                                "the same for every connection that grants the group",
                                "Write the same membership in both, or give one of them another"
                                        + " group.");
                    }
                });
    }

    private static String path(String id) {
        return "connections." + id + ".provisioning.groups.membership";
    }
}
