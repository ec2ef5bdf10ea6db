package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;

import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.inspect.InspectDirectory.GroupReach;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether groups are of the kind that the configuration says, and how large they may become. */
record GroupInspection(TargetServer directory, Findings findings) {
    static final int MANY_PEOPLE = 10_000;
    static final int MANY_MEMBERS = 5_000;
    private static final int NAMES_SHOWN = 5;
    private static final int REACHED_SHOWN = 20;
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final String TOPIC = "groups";
    private static final String OPENLDAP_EXPANDS = "olcDynListAttrSet";

    void inspect(InspectDirectory query) throws LDAPException {
        boolean many = !query.listedGroups().isEmpty() && manyPeople();
        for (String group : query.listedGroups()) {
            listed(group, many);
        }
        for (String group : query.dynamicGroups()) {
            dynamic(group);
        }
        if (!query.dynamicGroups().isEmpty()) {
            expansion();
        }
        searches(query.dynamicGroups());
        reaches(query.reaches());
    }

    private void listed(String group, boolean manyPeople) throws LDAPException {
        Entry entry = entry(group, "objectClass");
        if (entry != null && entry.hasObjectClass("groupOfURLs")) {
            problem(
                    group,
                    "The group " + group + " is dynamic in the directory, and static here.",
                    "Write membership: dynamic, or replace the entry by a groupOfNames.");
            return;
        }
        String unfit = directory.groups().unfit(group);
        if (unfit != null) {
            problem(
                    group,
                    "The group " + group + " " + unfit + ": a login that is granted it is refused.",
                    "Make it a groupOfNames, or let the connection grant another group.");
            return;
        }
        int members = entry == null || !manyPeople ? 0 : members(group);
        if (manyPeople || members > MANY_MEMBERS) {
            String found =
                    "The group %s lists its members%s, and there are more than 10 000 accounts: every new member makes a login that joins it slower."
                            .formatted(group, members == 0 ? "" : ", " + members + " by now");
            String remedy = "Write membership: dynamic.";
            findings.add(new Finding(Level.WARNING, TOPIC, group, found, remedy, ""));
        }
    }

    private void dynamic(String group) throws LDAPException {
        Entry entry = entry(group, "objectClass");
        if (entry != null && !entry.hasObjectClass("groupOfURLs")) {
            problem(
                    group,
                    "The group %s lists its members in the directory, and is dynamic here: readers of its entry do not see new members."
                            .formatted(group),
                    "Replace the entry by a groupOfURLs; docs/directory.md has the steps.");
        }
    }

    private void problem(String group, String found, String remedy) {
        findings.add(new Finding(Level.PROBLEM, TOPIC, group, found, remedy, ""));
    }

    private void searches(List<String> named) throws LDAPException {
        var incomplete = directory.incompleteGroups(named);
        if (!incomplete.isEmpty()) {
            findings.warning(
                    TOPIC,
                    "Dynamic groups do not search for members in every container of accounts: %s."
                            .formatted(some(incomplete.keySet(), NAMES_SHOWN)),
                    "Add the searches. The gateway does so itself when it next adds a member.",
                    String.join("\n", incomplete.values()));
        }
    }

    /** The first of the names, and how many more there are. */
    private static String some(Collection<String> names, int most) {
        String first = names.stream().limit(most).collect(Collectors.joining(", "));
        int others = names.size() - most;
        return others > 0 ? first + " and " + others + " more" : first;
    }

    private void expansion() throws LDAPException {
        switch (directory.kind()) {
            case OPENLDAP -> {
                Filter expands = Filter.present(OPENLDAP_EXPANDS);
                if (directory.configuration("cn=config", expands, "1.1").isEmpty()) {
                    findings.note(
                            TOPIC,
                            "The overlay dynlist, which shows the members of dynamic groups, was not found.",
                            "Check that it is there: slapcat -n 0 | grep olcDynListAttrSet.");
                }
            }
            case DS_389, OTHER ->
                    findings.note(
                            TOPIC,
                            "This server does not show the members of dynamic groups in the group's entry.",
                            "Let readers search for (vestibuleGroup=NAME).");
            case ACTIVE_DIRECTORY ->
                    findings.problem(
                            TOPIC,
                            "Active Directory has no dynamic groups of this kind.",
                            "Write membership: static.",
                            "");
        }
    }

    private boolean manyPeople() throws LDAPException {
        boolean active = directory.kind() == ServerKind.ACTIVE_DIRECTORY;
        SearchRequest search =
                new SearchRequest(
                        directory.tree().people().toString(),
                        SearchScope.SUB,
                        Filter.equals("objectClass", active ? "user" : "inetOrgPerson"),
                        "1.1");
        search.setSizeLimit(MANY_PEOPLE + 1);
        try {
            return directory.ldap().search(search).getEntryCount() > MANY_PEOPLE;
        } catch (LDAPSearchException e) {
            if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return false;
            }
            if (e.getEntryCount() <= MANY_PEOPLE) {
                findings.note(
                        "limits",
                        "The server returns to this account at most %d entries."
                                .formatted(e.getEntryCount()),
                        "This is enough for logins; raise it for tools that list accounts.");
            }
            return e.getEntryCount() > MANY_PEOPLE;
        }
    }

    private int members(String group) throws LDAPException {
        Entry entry = entry(group, "member");
        return entry == null ? 0 : SlapdConfiguration.values(entry, "member").size();
    }

    private @Nullable Entry entry(String group, String attribute) throws LDAPException {
        return directory.ldap().getEntry(directory.tree().group(group).toString(), attribute);
    }

    /** Which groups of administrators the connections let users into, and which none does. */
    private void reaches(List<GroupReach> reaches) throws LDAPException {
        if (reaches.isEmpty()) {
            return;
        }
        List<String> foreign = directory.groups().ofAdministrators();
        for (GroupReach reach : reaches) {
            List<String> reached = foreign.stream().filter(name -> reaches(reach, name)).toList();
            if (!reached.isEmpty()) {
                findings.note(
                        TOPIC,
                        "The connection %s may add users to groups that an administrator created: %s."
                                .formatted(reach.connection(), some(reached, REACHED_SHOWN)),
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
                    "Groups that an administrator created, and that no connection names: %s. A provider cannot add users to them."
                            .formatted(some(others, REACHED_SHOWN)),
                    "Write those that a provider may grant to groups.existing of its connection.");
        }
    }

    private static boolean reaches(GroupReach reach, String group) {
        return reach.names().stream().anyMatch(group::equalsIgnoreCase)
                || reach.patterns().stream()
                        .anyMatch(pattern ->
                                Pattern.compile(pattern, ANY_CASE).matcher(group).matches());
    }
}
