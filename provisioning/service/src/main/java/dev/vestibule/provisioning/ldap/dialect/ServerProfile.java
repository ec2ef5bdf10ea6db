package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping;
import dev.vestibule.provisioning.vocabulary.PersonEntry;

import java.util.List;

/**
 * Names and classes of a kind of directory.
 *
 * @param id attribute that never changes
 * @param person the entries of accounts
 * @param groupClasses object classes of a group
 * @param groupsNeedMember whether the class of groups demands a member
 * @param longestUsername characters that a username may have
 * @param longestGroup characters that the name of a group may have
 * @param passwords how a password is written
 * @param chasesGroups whether one search can follow groups of groups
 * @param dynamicGroups whether a user's entry can name groups, and a search find it by them
 * @param marksGroups whether a class of ours says which groups the gateway made; where there is
 *     none, their description says it
 */
public record ServerProfile(
        EntryId id,
        PersonEntry person,
        List<String> groupClasses,
        boolean groupsNeedMember,
        int longestUsername,
        int longestGroup,
        PasswordForm passwords,
        boolean chasesGroups,
        boolean dynamicGroups,
        boolean marksGroups) {
    /** Characters that the name of an account or a group may have where no rule says fewer. */
    public static final int LONGEST_NAME = 256;

    /** Of a directory of this type. */
    public static ServerProfile of(DirectoryType type, MetadataMapping metadata) {
        boolean ours = metadata instanceof MetadataMapping.OwnSchema;
        return switch (type) {
            case OPENLDAP, EMBEDDED -> standard(type, true, PasswordForm.USER_PASSWORD, ours);
            // Its groupOfNames may have no member.
            case DS_389 -> standard(type, false, PasswordForm.WRITTEN_USER_PASSWORD, ours);
            case ACTIVE_DIRECTORY ->
                    new ServerProfile(
                            EntryId.of(type),
                            PersonEntry.of(type),
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

    private static ServerProfile standard(
            DirectoryType type,
            boolean groupsNeedMember,
            PasswordForm passwords,
            boolean dynamicGroups) {
        return new ServerProfile(
                EntryId.of(type),
                PersonEntry.of(type),
                List.of("top", "groupOfNames"),
                groupsNeedMember,
                LONGEST_NAME,
                LONGEST_NAME,
                passwords,
                false,
                dynamicGroups,
                dynamicGroups);
    }

    /** Lets a new group say that the gateway made it, where a class can. */
    public void mark(Entry group) {
        if (marksGroups) {
            group.addAttribute("objectClass", SchemaNames.PROVISIONED_GROUP);
        }
    }

    /** Refuses a username that the directory's accounts cannot have. */
    public void checkUsername(String username) throws Refusal {
        if (passwords == PasswordForm.UNICODE_PWD) {
            ActiveDirectory.checkUsername(username);
        }
    }
}
