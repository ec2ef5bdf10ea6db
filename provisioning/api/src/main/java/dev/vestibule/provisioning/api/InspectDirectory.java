package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * Query: does the directory have what the configuration needs? Answered by an {@link
 * InspectionReply}.
 *
 * @param attributes LDAP attributes that claims are mapped to
 * @param objectClasses what connections give accounts beside the usual classes
 * @param listedGroups groups that are named in the configuration and list their members
 * @param dynamicGroups groups that are named in the configuration and are dynamic
 * @param reaches which groups of administrators connections reach; none where no connection manages
 *     groups
 * @param probe whether the right to write may be tried with an entry of its own
 */
public record InspectDirectory(
        List<String> attributes,
        List<String> objectClasses,
        List<String> listedGroups,
        List<String> dynamicGroups,
        List<GroupReach> reaches,
        boolean probe) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.inspect-directory";

    public InspectDirectory {
        attributes = List.copyOf(attributes);
        objectClasses = List.copyOf(objectClasses);
        listedGroups = List.copyOf(listedGroups);
        dynamicGroups = List.copyOf(dynamicGroups);
        reaches = List.copyOf(reaches);
    }

    /** For connections that manage no groups. */
    public InspectDirectory(
            List<String> attributes,
            List<String> objectClasses,
            List<String> listedGroups,
            List<String> dynamicGroups,
            boolean probe) {
        this(attributes, objectClasses, listedGroups, dynamicGroups, List.of(), probe);
    }
}
