package dev.vestibule.flow;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.provisioning.GroupMapping;
import dev.vestibule.flow.provisioning.MembershipCheck;
import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.provisioning.vocabulary.AttributeNames;
import dev.vestibule.provisioning.vocabulary.Membership;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Steps that assign, beside the connections that write to the same accounts. */
record AssignCheck(FlowConfig config, Findings findings) {
    private record FirstUse(String place, Membership membership) {}

    /** Adds a problem for everything that is found. */
    void check() {
        Map<String, FirstUse> groups = granted();
        config.flows()
                .values()
                .forEach(flow ->
                        flow.forEach((step, path) -> {
                            if (step instanceof AssignStep assign) {
                                checkGroups(assign, path + ".assign.membership", groups);
                                checkAttributes(assign, path + ".assign.attributes.", flow);
                            }
                        }));
    }

    private Map<String, FirstUse> granted() {
        Map<String, FirstUse> granted = new HashMap<>();
        config.connections()
                .forEach((id, connection) -> {
                    GroupMapping groups = connection.provisioning().content().groups();
                    if (groups != null && connection.provisioning().enabled()) {
                        FirstUse use = new FirstUse("the connection " + id, groups.membership());
                        Stream.concat(groups.defaults().stream(), groups.map().values().stream())
                                .forEach(name -> granted.putIfAbsent(key(name), use));
                    }
                });
        return granted;
    }

    private void checkGroups(AssignStep step, String path, Map<String, FirstUse> granted) {
        Membership own = step.assigned().membership();
        if (own == Membership.DYNAMIC && !MembershipCheck.canBeDynamic(config.directory())) {
            findings.error(
                    path,
                    "dynamic groups in a directory that has none",
                    "static with Active Directory, and without the schema of Vestibule",
                    "Write membership: static.");
        }
        for (String name : step.assigned().groups()) {
            FirstUse first = granted.putIfAbsent(key(name), new FirstUse("step " + step.id(), own));
            if (first != null && first.membership() != own) {
                findings.error(
                        path,
                        "another membership of the group %s than %s has"
                                .formatted(name, first.place()),
                        "the same wherever the group is granted",
                        "Write the same membership in both, or give one of them another group.");
            }
        }
    }

    /** Each would undo at every login what the other wrote. */
    private void checkAttributes(AssignStep step, String path, Flow flow) {
        List<Connection> writing =
                flow.steps().stream()
                        .flatMap(each -> each.options().stream())
                        .map(config.connections()::get)
                        .filter(Objects::nonNull)
                        .filter(connection -> connection.provisioning().enabled())
                        .distinct()
                        .toList();
        for (String name : step.assigned().attributes().keySet()) {
            writing.stream()
                    .filter(connection ->
                            connection.provisioning().content().attributes().keySet().stream()
                                    .map(AttributeNames::own)
                                    .anyMatch(AttributeNames.own(name)::equalsIgnoreCase))
                    .findFirst()
                    .ifPresent(connection ->
                            findings.error(
                                    path + name,
                                    "%s, which the connection %s writes at each login, too"
                                            .formatted(name, connection.id()),
                                    "attributes that no connection of the flow writes",
                                    "Remove it here, or from connections.%s.provisioning."
                                            .formatted(connection.id())));
        }
    }

    private static String key(String group) {
        return group.toLowerCase(Locale.ROOT);
    }
}
