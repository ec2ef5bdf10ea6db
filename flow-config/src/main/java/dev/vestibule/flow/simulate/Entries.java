package dev.vestibule.flow.simulate;

import dev.vestibule.flow.directory.DirectorySettings;
import dev.vestibule.flow.evaluate.AccountMapping.Mapped;
import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.simulate.SimulatedAccount.Outcome;
import dev.vestibule.provisioning.api.SyncRules.Mode;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.vocabulary.AttributeNames;
import dev.vestibule.provisioning.vocabulary.CommonName;
import dev.vestibule.provisioning.vocabulary.DirectoryType;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;
import dev.vestibule.provisioning.vocabulary.PersonEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Entries as the provisioning service writes them, without its own records.
 *
 * @param directory null when the configuration has none
 * @param taken what the directory has of values
 */
record Entries(@Nullable DirectorySettings directory, PersonEntry form, DirectoryValues taken) {
    private static final String NAME = "uid";
    private static final String CLASS = "objectClass";

    static Entries of(@Nullable DirectorySettings directory, DirectoryValues taken) {
        DirectoryType type = directory == null ? DirectoryType.EMBEDDED : directory.type();
        return new Entries(directory, PersonEntry.of(type), taken);
    }

    /** Where the account with this username is. */
    String dn(String username, @Nullable Provisioning provisioning) {
        String people = provisioning == null ? null : provisioning.newAccounts().target().people();
        String name = form.rdn(username);
        return directory == null
                ? name
                : String.join(
                        ",", name, people == null ? directory.people() : people, directory.base());
    }

    /** Attributes with the username among them. */
    Map<String, List<String>> known(String username, Map<String, List<String>> attributes) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        known.put(NAME, List.of(username));
        new TreeMap<>(attributes).forEach(known::put);
        return known;
    }

    /** A new account, with the values that its user has typed. */
    SimulatedAccount created(
            String username,
            Provisioning provisioning,
            Mapped mapped,
            Map<String, List<String>> typed) {
        Map<String, List<String>> values = new LinkedHashMap<>(mapped.attributes());
        values.putAll(typed);
        Map<String, List<String>> entry = new LinkedHashMap<>();
        entry.put(CLASS, classes(provisioning));
        entry.put(NAME, List.of(username));
        if (form.isNamedByCommonName()) {
            entry.put(form.naming(), List.of(username));
        }
        entry.putAll(complete(username, written(values)));
        return new SimulatedAccount(
                Outcome.CREATED,
                username,
                dn(username, provisioning),
                form,
                entry,
                groups(List.of(), mapped),
                mapped.asked().stream().filter(name -> !typed.containsKey(name)).toList());
    }

    private Map<String, List<String>> written(Map<String, List<String>> attributes) {
        return form.written(accepted(attributes));
    }

    /** Under the names that servers answer with; a value that the directory refuses is omitted. */
    private Map<String, List<String>> accepted(Map<String, List<String>> attributes) {
        Map<String, List<String>> accepted = ignoringCase(Map.of());
        attributes.forEach((name, values) -> {
            String own = AttributeNames.own(name);
            List<String> written = taken.written(own, values);
            if (!written.isEmpty()) {
                accepted.put(own, written);
            }
        });
        return accepted;
    }

    /** The account after a step has assigned these. */
    SimulatedAccount given(
            SimulatedAccount account, List<String> groups, Map<String, List<String>> attributes) {
        return account.given(groups, form.placed(accepted(attributes)));
    }

    private Map<String, List<String>> complete(
            String username, Map<String, List<String>> attributes) {
        Map<String, List<String>> complete = form.demanded(username);
        complete.putAll(attributes);
        if (directory != null) {
            form.enabled(username, directory.base())
                    .forEach((name, value) -> complete.put(name, List.of(value)));
        }
        return complete;
    }

    private List<String> classes(Provisioning provisioning) {
        List<String> classes = new ArrayList<>(form.classes());
        if (directory == null || directory.schema() instanceof OwnSchema) {
            classes.add("vestibuleAccount");
        }
        classes.addAll(provisioning.newAccounts().target().objectClasses());
        return classes;
    }

    /** The same account after a later login, if no administrator has changed what was written. */
    SimulatedAccount updated(SimulatedAccount account, Provisioning provisioning, Mapped mapped) {
        Map<String, List<String>> entry = ignoringCase(account.attributes());
        if (provisioning.sync().mode() != Mode.NONE) {
            Map<String, List<String>> written = written(mapped.attributes());
            Timings timings = Timings.of(provisioning, mapped, accepted(mapped.attributes()));
            written.forEach((name, values) -> {
                if (timings.writes(name, !entry.containsKey(name))) {
                    entry.put(name, values);
                }
            });
            Map<String, List<String>> demanded = form.demanded(account.username());
            mapped.cleared().stream()
                    .map(AttributeNames::own)
                    .filter(name -> !written.containsKey(name))
                    .forEach(name -> entry.computeIfPresent(name, (_, _) -> demanded.get(name)));
        }
        return new SimulatedAccount(
                account.outcome() == Outcome.CREATED ? Outcome.CREATED : Outcome.UPDATED,
                account.username(),
                account.dn(),
                form,
                inOrder(entry, account.attributes().keySet()),
                groups(account.groups(), mapped),
                List.of());
    }

    /**
     * To a directory names that differ in case or in the number of spaces are one group. It has the
     * spelling of the group that exists, then that of the configuration, then the provider's last.
     */
    private static List<String> groups(List<String> held, Mapped mapped) {
        Map<String, String> groups = new LinkedHashMap<>();
        held.forEach(name -> groups.put(key(name), name));
        Map<String, String> granted = new LinkedHashMap<>();
        for (String name : mapped.groups() == null ? List.<String>of() : mapped.groups()) {
            granted.merge(
                    key(name),
                    name,
                    (one, other) -> mapped.namedGroups().contains(one) ? one : other);
        }
        granted.forEach(groups::putIfAbsent);
        return List.copyOf(groups.values());
    }

    private static String key(String group) {
        return group.strip().replaceAll(" +", " ").toLowerCase(Locale.ROOT);
    }

    /** Attributes of the entry stay where they are in it, and new ones follow. */
    private static Map<String, List<String>> inOrder(
            Map<String, List<String>> entry, Set<String> first) {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        first.stream()
                .filter(entry::containsKey)
                .forEach(name -> ordered.put(name, entry.getOrDefault(name, List.of())));
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(first);
        entry.forEach((name, values) -> {
            if (!known.contains(name)) {
                ordered.put(name, values);
            }
        });
        return ordered;
    }

    private static <V> Map<String, V> ignoringCase(Map<String, V> values) {
        Map<String, V> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        return copy;
    }

    /**
     * When a later login writes which attribute.
     *
     * @param given the values, without those that follow from others
     * @param timings of attributes that the YAML names
     * @param defaulted attributes whose values are defaults
     */
    private record Timings(
            Map<String, List<String>> given, Map<String, Timing> timings, Set<String> defaulted) {
        static Timings of(
                Provisioning provisioning, Mapped mapped, Map<String, List<String>> given) {
            Timings all =
                    new Timings(
                            given,
                            ignoringCase(Map.of()),
                            new TreeSet<>(String.CASE_INSENSITIVE_ORDER));
            provisioning
                    .content()
                    .attributes()
                    .forEach((name, mapping) ->
                            all.timings.put(AttributeNames.own(name), mapping.sync()));
            mapped.defaulted().forEach(name -> all.defaulted.add(AttributeNames.own(name)));
            return all;
        }

        /** A value that follows from others is written no more often than they are. */
        boolean writes(String name, boolean empty) {
            List<String> sources = sources(name);
            Timing timing =
                    sources.stream()
                            .map(source -> timings.getOrDefault(source, Timing.ALWAYS))
                            .max(Timing::compareTo)
                            .orElse(Timing.ALWAYS);
            return switch (timing) {
                case ALWAYS -> empty || sources.stream().noneMatch(defaulted::contains);
                case IF_EMPTY -> empty;
                case ON_CREATE -> false;
            };
        }

        private List<String> sources(String name) {
            return Stream.of(name, "cn")
                    .filter(given::containsKey)
                    .findFirst()
                    .map(List::of)
                    .orElseGet(() -> CommonName.sources(given));
        }
    }
}
