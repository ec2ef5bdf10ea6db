package dev.vestibule.provisioning.inspect;

import java.util.List;

/**
 * What the configuration needs of its directory; {@link DirectoryInspector} looks whether the
 * directory has it.
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

    public InspectDirectory {
        attributes = List.copyOf(attributes);
        objectClasses = List.copyOf(objectClasses);
        listedGroups = List.copyOf(listedGroups);
        dynamicGroups = List.copyOf(dynamicGroups);
        reaches = List.copyOf(reaches);
    }

    /**
     * Which groups a connection may add users to although an administrator made them.
     *
     * @param names those that the configuration says
     * @param patterns regular expressions for names that it makes of the provider's
     */
    public record GroupReach(String connection, List<String> names, List<String> patterns) {
        public GroupReach {
            names = List.copyOf(names);
            patterns = List.copyOf(patterns);
        }
    }
}
