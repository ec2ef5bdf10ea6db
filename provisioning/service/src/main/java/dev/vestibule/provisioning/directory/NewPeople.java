package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;

import dev.vestibule.ldap.SchemaNames;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a directory wants in a new person's entry.
 *
 * @param random makes passwords that nobody is to know
 */
record NewPeople(DirectoryTree tree, RandomGenerator random) {
    private static final int PASSWORD_BYTES = 32;

    /** {@code userAccountControl} of a person who is not disabled ([MS-ADTS] 2.2.16). */
    private static final int NORMAL_ACCOUNT = 512;

    /** A person, without any of our bookkeeping. */
    Entry entry(DN dn, String username, Map<String, List<String>> attributes) {
        Preset preset = tree.preset();
        Entry entry = new Entry(dn);
        entry.addAttribute("objectClass", preset.personClasses());
        entry.addAttribute("objectClass", SchemaNames.ACCOUNT);
        entry.addAttribute("uid", username);
        entry.addAttribute(preset.naming(), username);
        attributes.forEach(entry::addAttribute);
        switch (preset.passwords()) {
            case USER_PASSWORD, WRITTEN_USER_PASSWORD -> {}
            case UNICODE_PWD -> enable(entry, username);
        }
        return entry;
    }

    /**
     * Active Directory disables an account that has no password, so that the account gets one that
     * nobody knows.
     */
    private void enable(Entry entry, String username) {
        entry.addAttribute("userPrincipalName", username + "@" + tree.domain());
        entry.addAttribute("userAccountControl", Integer.toString(NORMAL_ACCOUNT));
        entry.addAttribute(tree.preset().passwords().of(password()));
    }

    /** Of all kinds of characters, as domains demand it. */
    private String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return "aA1!" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
