package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.LDAPException;

import dev.vestibule.provisioning.inspect.InspectDirectory.GroupReach;

import java.util.List;
import java.util.regex.Pattern;

/** Which groups of administrators the connections let users into, and which none does. */
record GroupReachInspection(TargetServer directory, Findings findings) {
    private static final String TOPIC = "groups";
    private static final int NAMES_SHOWN = 20;

    void inspect(List<GroupReach> reaches) throws LDAPException {
        if (reaches.isEmpty()) {
            return;
        }
        List<String> foreign = directory.groups().ofAdministrators();
        for (GroupReach reach : reaches) {
            List<String> reached = foreign.stream().filter(name -> reaches(reach, name)).toList();
            if (!reached.isEmpty()) {
                findings.note(
                        TOPIC,
                        "The connection "
                                + reach.connection()
                                + " may add users to groups that an administrator created: "
                                + GroupInspection.some(reached, NAMES_SHOWN)
                                + ".",
                        "If this is not intended, remove the name or the pattern from its groups.");
            }
        }
        List<String> others =
                foreign.stream()
                        .filter(name -> reaches.stream().noneMatch(reach -> reaches(reach, name)))
                        .toList();
        if (!others.isEmpty()) {
            findings.note(
                    TOPIC,
                    "Groups that an administrator created, and that no connection names: "
                            + GroupInspection.some(others, NAMES_SHOWN)
                            + ". A provider cannot add users to them.",
                    "Write those that a provider may grant to groups.existing of its connection.");
        }
    }

    private static boolean reaches(GroupReach reach, String group) {
        return reach.names().stream().anyMatch(group::equalsIgnoreCase)
                || reach.patterns().stream()
                        .anyMatch(pattern ->
                                Pattern.compile(
                                                pattern,
                                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                        .matcher(group)
                                        .matches());
    }
}
