package dev.vestibule.flow.simulate;

import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.provisioning.AttributeMapping;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.simulate.SimulatedAccount.Outcome;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.vocabulary.CommonName;
import dev.vestibule.provisioning.vocabulary.DirectoryType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.naming.ldap.Rdn;

/**
 * Entries as the provisioning service writes them, without its own records.
 *
 * @param directory null when the configuration has none
 */
record Entries(@Nullable DirectorySettings directory) {
    private static final String NAME = "uid";
    private static final String CLASS = "objectClass";

    /** Where the account with this username is. */
    String dn(String username, @Nullable Provisioning provisioning) {
        String people = provisioning == null ? null : provisioning.newAccounts().target().people();
        String naming = isActiveDirectory() ? "cn" : NAME;
        String name = naming + "=" + Rdn.escapeValue(username);
        return directory == null
                ? name
                : String.join(
                        ",", name, people == null ? directory.people() : people, directory.base());
    }

    private boolean isActiveDirectory() {
        return directory != null && directory.type() == DirectoryType.ACTIVE_DIRECTORY;
    }

    /** Attributes with the username among them. */
    Map<String, List<String>> named(String username, Map<String, List<String>> attributes) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        named.put(NAME, List.of(username));
        new TreeMap<>(attributes).forEach(named::put);
        return named;
    }

    /** A new account, with the values that its user has typed. */
    SimulatedAccount created(
            String username,
            Provisioning provisioning,
            Mapped mapped,
            Map<String, List<String>> typed) {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(mapped.attributes());
        values.putAll(typed);
        Map<String, List<String>> entry = new LinkedHashMap<>();
        entry.put(CLASS, classes(provisioning));
        entry.put(NAME, List.of(username));
        entry.putAll(CommonName.complete(username, values));
        return new SimulatedAccount(
                Outcome.CREATED,
                username,
                dn(username, provisioning),
                entry,
                mapped.groups() == null ? List.of() : mapped.groups(),
                mapped.asked().stream().filter(name -> !typed.containsKey(name)).toList());
    }

    private List<String> classes(Provisioning provisioning) {
        List<String> classes = new ArrayList<>();
        classes.add(isActiveDirectory() ? "user" : "inetOrgPerson");
        classes.add("vestibuleAccount");
        classes.addAll(provisioning.newAccounts().target().objectClasses());
        return classes;
    }

    /** The same account after a later login, if no administrator has changed what was written. */
    SimulatedAccount updated(SimulatedAccount account, Provisioning provisioning, Mapped mapped) {
        Map<String, List<String>> entry = new LinkedHashMap<>(account.attributes());
        if (provisioning.sync().mode() != Mode.NONE) {
            mapped.attributes()
                    .forEach((name, values) -> {
                        if (writes(name, account, provisioning, mapped)) {
                            entry.put(name, values);
                        }
                    });
            mapped.cleared().forEach(entry::remove);
        }
        Set<String> groups = new LinkedHashSet<>(account.groups());
        groups.addAll(mapped.groups() == null ? List.of() : mapped.groups());
        return new SimulatedAccount(
                account.outcome() == Outcome.CREATED ? Outcome.CREATED : Outcome.UPDATED,
                account.username(),
                account.dn(),
                entry,
                List.copyOf(groups),
                List.of());
    }

    private static boolean writes(
            String name, SimulatedAccount account, Provisioning provisioning, Mapped mapped) {
        AttributeMapping mapping = provisioning.content().attributes().get(name);
        Timing timing = mapping == null ? Timing.ALWAYS : mapping.sync();
        boolean empty = !account.attributes().containsKey(name);
        return switch (timing) {
            case ALWAYS -> empty || !mapped.defaulted().contains(name);
            case IF_EMPTY -> empty;
            case ON_CREATE -> false;
        };
    }
}
