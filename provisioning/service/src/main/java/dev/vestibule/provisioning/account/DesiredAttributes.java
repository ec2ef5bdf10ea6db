package dev.vestibule.provisioning.account;

import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.SyncRules.Timing;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.vocabulary.CommonName;
import dev.vestibule.provisioning.vocabulary.PersonEntry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the mapping owns, under the names that a server answers with.
 *
 * @param values {@code cn} included where it follows from the rest
 * @param cleared attributes for which the provider no longer has a value; never among the values
 * @param defaulted those of the values that are defaults for missing ones
 * @param omitted those whose values the directory does not accept
 * @param demanded those of which no value may be omitted
 * @param person where the entries of this kind of directory have them
 */
public record DesiredAttributes(
        Map<String, List<String>> values,
        Set<String> cleared,
        Map<String, Timing> timings,
        Set<String> defaulted,
        Set<String> omitted,
        Set<String> demanded,
        PersonEntry person) {
    private static final String COMMON_NAME = "cn";
    private static final String DISPLAY_NAME = "displayName";

    /** What no account is without. */
    private static final Set<String> REQUIRED = Set.of("cn", "sn", "uid");

    /** Checks the command. */
    static DesiredAttributes of(ProvisionUser command, DesiredAccount.Rules rules) throws Refusal {
        var sync = command.sync();
        DesiredAttributes desired =
                new DesiredAttributes(
                        AttributeRules.check(command.profile().attributes(), rules.equality()),
                        AttributeRules.names(sync.cleared()),
                        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                        AttributeRules.names(sync.defaulted()),
                        new TreeSet<>(String.CASE_INSENSITIVE_ORDER),
                        AttributeRules.names(command.profile().demanded()),
                        rules.profile().person());
        desired.convert(rules.syntax());
        desired.requireFree(rules.occupied());
        for (Map.Entry<String, Timing> timing : sync.timings().entrySet()) {
            desired.timings.put(AttributeRules.allowedName(timing.getKey()), timing.getValue());
        }
        desired.addCommonName();
        desired.moveCommonName();
        desired.cleared.removeAll(desired.values.keySet());
        desired.cleared.removeAll(desired.omitted);
        return desired;
    }

    /** Checks what a step assigns: it is written as it is, and all of it. */
    static DesiredAttributes of(Map<String, List<String>> assigned, DesiredAccount.Rules rules)
            throws Refusal {
        DesiredAttributes desired =
                new DesiredAttributes(
                        AttributeRules.check(assigned, rules.equality()),
                        Set.of(),
                        new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                        Set.of(),
                        Set.of(),
                        AttributeRules.names(assigned.keySet()),
                        rules.profile().person());
        desired.convert(rules.syntax());
        desired.requireFree(rules.occupied());
        desired.moveCommonName();
        return desired;
    }

    /** Whether an account can be without what the mapping has for the attribute. */
    public boolean optional(String attribute) {
        return values.containsKey(attribute)
                && !demanded.contains(attribute)
                && !REQUIRED.contains(attribute.toLowerCase(Locale.ROOT));
    }

    /** The same without the attribute: what the account has of it stays. */
    DesiredAttributes without(String attribute) {
        Map<String, List<String>> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(values);
        rest.remove(attribute);
        Set<String> more = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        more.addAll(omitted);
        more.add(attribute);
        return new DesiredAttributes(rest, cleared, timings, defaulted, more, demanded, person);
    }

    private void convert(SchemaSyntax syntax) throws Refusal {
        for (String name : List.copyOf(values.keySet())) {
            List<String> given = Objects.requireNonNull(values.get(name));
            List<String> written = syntax.written(name, given);
            if (!written.isEmpty()) {
                values.put(name, written);
            } else if (optional(name)) {
                values.remove(name);
                omitted.add(name);
            } else {
                throw Refusal.rejected(name, "has no value that the directory can take");
            }
        }
    }

    /** When the attribute is written. */
    public Timing timing(String attribute) {
        return timings.getOrDefault(attribute, Timing.ALWAYS);
    }

    /**
     * With what {@code inetOrgPerson} demands of a new entry: {@code cn} falls back to the username
     * and {@code sn} to a dash, as claims of many providers have no family name. Both are ours
     * until an administrator changes them, so that a later claim replaces them.
     */
    public Map<String, List<String>> ofNewEntry(String username) {
        Map<String, List<String>> complete = person.demanded(username);
        complete.putAll(values);
        return complete;
    }

    /** What a cleared attribute is left with: nothing, or what the entry cannot be without. */
    public List<String> leftOf(String attribute, String username) {
        return person.demanded(username).getOrDefault(attribute, List.of());
    }

    private void requireFree(Set<String> occupied) throws Refusal {
        for (String name : names()) {
            if (occupied.contains(name)) {
                throw Refusal.rejected(name, "is where the gateway keeps its own records");
            }
        }
    }

    private void moveCommonName() {
        if (person.movesCommonName(values)) {
            timings.put(DISPLAY_NAME, timing(COMMON_NAME));
            if (defaulted.contains(COMMON_NAME)) {
                defaulted.add(DISPLAY_NAME);
            }
        }
        var placed = person.placed(values);
        values.clear();
        values.putAll(placed);
    }

    /** It is written as its sources are: no more often, and as a default where one of them is. */
    private void addCommonName() {
        List<String> sources = CommonName.sources(values);
        if (sources.isEmpty()) {
            return;
        }
        CommonName.added(values);
        sources.stream()
                .map(this::timing)
                .max(Timing::compareTo)
                .ifPresent(timing -> timings.putIfAbsent(COMMON_NAME, timing));
        if (sources.stream().anyMatch(defaulted::contains)) {
            defaulted.add(COMMON_NAME);
        }
    }

    /** Every name that the command has, for finding one in what a server says. */
    List<String> names() {
        return Stream.concat(ofNewEntry("").keySet().stream(), cleared.stream()).toList();
    }
}
