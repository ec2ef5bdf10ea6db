package dev.vestibule.provisioning.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param placeholder the one member of a group that has no other, where the class demands one
 * @param preset what the directory calls things
 */
public record DirectoryTree(DN people, DN groups, DN placeholder, DN base, Preset preset) {

    /** {@code groupType} of a global security group ([MS-ADTS] 2.2.12). */
    private static final int GLOBAL_SECURITY_GROUP = 0x80000002;

    /** As the configuration has it, which has checked its DNs. */
    public static DirectoryTree of(DirectoryConfig config) {
        try {
            DN base = new DN(config.base());
            return new DirectoryTree(
                    below(base, config.people()),
                    below(base, config.groups()),
                    new DN(config.bindDn()),
                    base,
                    Preset.of(config.type()));
        } catch (LDAPException e) {
            throw new IllegalArgumentException("The configuration has checked its DNs.", e);
        }
    }

    /** The place of the account with this username. */
    public DN person(String username) {
        return new DN(new RDN(preset.naming(), username), people);
    }

    /** The place of the group with this name. */
    public DN group(String name) {
        return new DN(new RDN("cn", name), groups);
    }

    /** The names that a new account may get. */
    UsernameSequence usernames(String wished, boolean exactly) throws Refusal {
        if (exactly && wished.length() > preset.longestUsername()) {
            throw AttributeRules.rejected(
                    "uid", "is longer than %d".formatted(preset.longestUsername()));
        }
        UsernameSequence names =
                exactly
                        ? UsernameSequence.exactly(wished)
                        : UsernameSequence.of(wished, preset.longestUsername());
        if (preset.passwords() == PasswordForm.UNICODE_PWD) {
            ActiveDirectory.checkUsername(names.at(1));
        }
        return names;
    }

    /**
     * A group with its first member.
     *
     * @param attempt counts from 1; another attempt has another short name where those are unique
     */
    Entry newGroup(String name, String description, DN member, int attempt) {
        Entry entry = new Entry(group(name));
        entry.addAttribute("objectClass", preset.groupClasses());
        entry.addAttribute("cn", name);
        entry.addAttribute("description", description);
        entry.addAttribute("member", member.toString());
        if (preset.passwords() == PasswordForm.UNICODE_PWD) {
            entry.addAttribute("groupType", Integer.toString(GLOBAL_SECURITY_GROUP));
            entry.addAttribute("sAMAccountName", attempt == 1 ? name : name + "-group");
        }
        return entry;
    }

    /** What the {@code dc} parts of the base spell, as in {@code example.org}. */
    String domain() {
        return Stream.of(base.getRDNs())
                .filter(rdn -> rdn.hasAttribute("dc"))
                .map(rdn -> rdn.getAttributeValues()[0])
                .collect(Collectors.joining("."));
    }

    private static DN below(DN base, String container) throws LDAPException {
        Stream<RDN> rdns =
                Stream.concat(Stream.of(new DN(container).getRDNs()), Stream.of(base.getRDNs()));
        return new DN(rdns.toArray(RDN[]::new));
    }
}
