package dev.vestibule.provisioning.directory;

import java.util.List;

/**
 * What a kind of directory calls things.
 *
 * @param naming attribute that names a person's entry
 * @param personClasses object classes of a person, without ours
 * @param groupClasses object classes of a group
 * @param groupsNeedMember whether the class of groups demands a member
 * @param longestUsername characters that a username may have
 * @param longestGroup characters that the name of a group may have
 * @param passwords how a password is written
 * @param chasesGroups whether one search can follow groups of groups
 * @param dynamicGroups whether a person's entry can name groups, and a search find it by them
 * @param marksGroups whether a class of ours says which groups the gateway made; where there is
 *     none, their description says it
 */
record Preset(
        String naming,
        List<String> personClasses,
        List<String> groupClasses,
        boolean groupsNeedMember,
        int longestUsername,
        int longestGroup,
        PasswordForm passwords,
        boolean chasesGroups,
        boolean dynamicGroups,
        boolean marksGroups) {

    static Preset of(DirectoryType type, Bookkeeping bookkeeping) {
        boolean ours = bookkeeping instanceof Bookkeeping.OwnSchema;
        return switch (type) {
            case OPENLDAP, EMBEDDED -> standard(true, PasswordForm.USER_PASSWORD, ours);
            // Its groupOfNames may have no member.
            case DS_389 -> standard(false, PasswordForm.WRITTEN_USER_PASSWORD, ours);
            case ACTIVE_DIRECTORY ->
                    new Preset(
                            "cn",
                            List.of("top", "person", "organizationalPerson", "user"),
                            List.of("top", "group"),
                            false,
                            ActiveDirectory.LONGEST_NAME,
                            ActiveDirectory.LONGEST_COMMON_NAME,
                            PasswordForm.UNICODE_PWD,
                            true,
                            false,
                            false);
        };
    }

    private static Preset standard(
            boolean groupsNeedMember, PasswordForm passwords, boolean dynamicGroups) {
        return new Preset(
                "uid",
                List.of("top", "inetOrgPerson"),
                List.of("top", "groupOfNames"),
                groupsNeedMember,
                AttributeRules.LONGEST_NAME,
                AttributeRules.LONGEST_NAME,
                passwords,
                false,
                dynamicGroups,
                dynamicGroups);
    }
}
