package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.ldap.SchemaNames;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a directory requires in a new entry of an account or a group.
 *
 * @param random creates passwords that are not stored elsewhere
 */
public record EntryTemplates(DirectoryTree tree, RandomGenerator random) {
    /** {@code groupType} of a global security group ([MS-ADTS] 2.2.12). */
    private static final int GLOBAL_SECURITY_GROUP = 0x80000002;

    private static final int PASSWORD_BYTES = 32;

    /** An account, without the gateway's records. */
    public Entry person(DN dn, String username, Map<String, List<String>> attributes) {
        ServerProfile profile = tree.profile();
        Entry entry = new Entry(dn);
        entry.addAttribute("objectClass", profile.person().classes());
        entry.addAttribute("objectClass", SchemaNames.ACCOUNT);
        entry.addAttribute("uid", username);
        entry.addAttribute(profile.person().naming(), username);
        attributes.forEach(entry::addAttribute);
        profile.person().enabled(username, tree.base().toString()).forEach(entry::addAttribute);
        switch (profile.passwords()) {
            case USER_PASSWORD, WRITTEN_USER_PASSWORD -> {}
            case UNICODE_PWD -> entry.addAttribute(profile.passwords().of(password()));
        }
        return entry;
    }

    /**
     * A group with its first member.
     *
     * @param attempt starts at 1; another attempt has another short name where those are unique
     */
    public Entry group(String name, String description, DN member, int attempt) {
        ServerProfile profile = tree.profile();
        Entry entry = new Entry(tree.group(name));
        entry.addAttribute("objectClass", profile.groupClasses());
        profile.mark(entry);
        entry.addAttribute("cn", name);
        entry.addAttribute("description", description);
        entry.addAttribute("member", member.toString());
        if (profile.passwords() == PasswordForm.UNICODE_PWD) {
            entry.addAttribute("groupType", Integer.toString(GLOBAL_SECURITY_GROUP));
            entry.addAttribute("sAMAccountName", ActiveDirectory.shortName(name, attempt));
        }
        return entry;
    }

    /**
     * For a directory that disables accounts without one. Of all kinds of characters, as domains
     * demand it.
     */
    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return "aA1!" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
