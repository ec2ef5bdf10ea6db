package dev.vestibule.provisioning.ldap.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.dialect.TranslatedLdap.EntryTranslation;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/**
 * What provisioning would write, in the directory's own names, to test whether it may. No user can
 * sign in to the account: it has no link, and its password is random.
 *
 * @param change of the account
 * @param membership of the group, as a second member
 */
public record ProbeEntries(
        Entry person, Modification change, Entry group, Modification membership) {

    /** Entries of this name. */
    public static ProbeEntries of(DirectoryConfig config, String name) {
        DirectoryTree tree = DirectoryTree.of(config);
        EntryTranslation names =
                new EntryTranslation(
                        AttributeTranslation.of(config.kind().type(), config.kind().metadata()));
        EntryTemplates templates = new EntryTemplates(tree, new SecureRandom());
        Entry person = templates.person(tree.person(name), name, attributes(tree, name));
        Modification change = Modifications.add(SchemaNames.SYNC_STATE, "probe " + name);
        return new ProbeEntries(
                names.stored(person),
                names.stored(change, person).getFirst(),
                // Where short names are unique, the second attempt's is not the account's.
                templates.group(name, "Probe of vestibule directory check", tree.placeholder(), 2),
                Modifications.add("member", person.getDN()));
    }

    private static Map<String, List<String>> attributes(DirectoryTree tree, String name) {
        return tree.profile().person().isNamedByCommonName()
                ? Map.of("sn", List.of("-"))
                : Map.of("sn", List.of("-"), "cn", List.of(name));
    }
}
