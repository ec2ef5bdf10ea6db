package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.DirectorySettings;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.GroupMapping;
import dev.vestibule.provisioning.api.DirectoryType;
import dev.vestibule.provisioning.api.Membership;
import dev.vestibule.provisioning.api.MetadataMapping.OwnSchema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A group is of one kind: of two connections that name it, both list its members or neither does.
 */
record MembershipCheck(FlowConfig config, Findings findings) {
    private record FirstUse(String connection, Membership membership) {}

    void check() {
        DirectorySettings directory = config.directory();
        if (directory != null && !dynamicIn(directory)) {
            config.connections().values().forEach(this::noDynamic);
        }
        Map<String, FirstUse> seen = new HashMap<>();
        config.connections().values().stream()
                .filter(connection -> connection.provisioning().enabled())
                .forEach(connection -> check(connection, seen));
    }

    /** A dynamic membership is a value of an attribute of ours, and a search that finds it. */
    private static boolean dynamicIn(DirectorySettings directory) {
        return directory.type() != DirectoryType.ACTIVE_DIRECTORY
                && directory.schema() instanceof OwnSchema;
    }

    private void noDynamic(Connection connection) {
        GroupMapping groups = connection.provisioning().content().groups();
        if (groups != null && groups.membership() == Membership.DYNAMIC) {
            findings.error(
                    "connections." + connection.id() + ".provisioning.groups.membership",
                    "dynamic groups in a directory that has none",
                    "static with Active Directory, and without the schema of Vestibule",
                    "Write membership: static.");
        }
    }

    private void check(Connection connection, Map<String, FirstUse> seen) {
        GroupMapping groups = connection.provisioning().content().groups();
        if (groups == null) {
            return;
        }
        FirstUse own = new FirstUse(connection.id(), groups.membership());
        Stream.concat(groups.defaults().stream(), groups.map().values().stream())
                .forEach(name -> {
                    FirstUse first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), own);
                    if (first != null && first.membership() != own.membership()) {
                        differs(connection, name, first.connection());
                    }
                });
    }

    private void differs(Connection connection, String group, String other) {
        findings.error(
                "connections." + connection.id() + ".provisioning.groups.membership",
                "another membership of the group "
                        + group
                        + " than the connection "
                        + other
                        + " has",
                "the same for every connection that grants the group",
                "Write the same membership in both, or give one of them another group.");
    }
}
