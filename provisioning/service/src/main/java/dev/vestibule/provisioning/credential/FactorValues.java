package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.api.Failure.FactorsHidden;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.vocabulary.DevicesSince;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The values of one attribute of factors, as an account's entry has them. Beside the first value a
 * mark is written, which leaves with the last one: where it is there and the values are not, the
 * directory hides them. Two changes at once may leave values without a mark, as earlier versions
 * did; the next change or use writes it.
 */
record FactorValues(AccountEntry account, FactorAttribute attribute) {

    /** Those of every attribute that has any. */
    static Map<FactorAttribute, List<String>> all(AccountEntry account) {
        Map<FactorAttribute, List<String>> all = new EnumMap<>(FactorAttribute.class);
        for (FactorAttribute attribute : FactorAttribute.values()) {
            List<String> held = new FactorValues(account, attribute).held();
            if (!held.isEmpty()) {
                all.put(attribute, held);
            }
        }
        return all;
    }

    /** Those that the entry has according to a mark. */
    static Set<FactorAttribute> marked(AccountEntry account) {
        Set<FactorAttribute> marked = EnumSet.noneOf(FactorAttribute.class);
        for (FactorAttribute attribute : FactorAttribute.values()) {
            if (new FactorValues(account, attribute).isMarked()) {
                marked.add(attribute);
            }
        }
        return marked;
    }

    /**
     * Refuses values that no entry should keep.
     *
     * @throws Refusal naming the attribute, never the value
     */
    static void check(ChangeFactors command) throws Refusal {
        String name = command.attribute().attribute();
        if (command.added().size() > command.attribute().most()) {
            throw Refusal.rejected(name, "has too many values");
        }
        if (!command.added().stream().allMatch(FactorValues::isUsable)) {
            throw Refusal.rejected(name, "has a value that is empty, too long or not ASCII");
        }
        if (!command.attribute().isSecret()
                && command.added().stream().anyMatch(added -> isMark(SyncState.MEMORY + added))) {
            throw Refusal.rejected(name, "has a note that is not for the gateway to write");
        }
    }

    private static boolean isUsable(String value) {
        return !value.isBlank()
                && value.length() <= FactorAttribute.LONGEST_VALUE
                && value.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }

    List<String> held() {
        return account.values(attribute.attribute()).stream()
                .filter(this::isOurs)
                .map(value -> value.substring(prefix().length()))
                .toList();
    }

    /** Whether the entry has the mark. */
    boolean isMarked() {
        return attribute.isSecret() && account.values(SchemaNames.SYNC_STATE).contains(mark());
    }

    /**
     * Refuses an account whose values cannot be read: it has some.
     *
     * @param marked whether there is a mark, shown or not
     */
    void requireShown(boolean marked) throws Refusal {
        if (marked && held().isEmpty()) {
            throw new Refusal(
                    new FactorsHidden(
                            "%s has %s, and the directory does not show it"
                                    .formatted(account.dn(), attribute.attribute())));
        }
    }

    /**
     * What makes the entry as the command wants it; nothing where it is so.
     *
     * @param marked whether there is a mark, shown or not
     * @throws Refusal a conflict when a value to remove is not there
     */
    List<Modification> changes(ChangeFactors command, boolean marked) throws Refusal {
        requireShown(marked);
        List<String> held = held();
        Set<String> removed = new LinkedHashSet<>(command.removed());
        if (!held.containsAll(removed)) {
            throw Refusal.conflict(
                    "a value of %s that was to be removed is not at %s",
                    attribute.attribute(), account.dn());
        }
        Set<String> added = new LinkedHashSet<>(command.added());
        added.removeIf(value -> held.contains(value) && !removed.contains(value));
        if (held.size() - removed.size() + added.size() > attribute.most()) {
            throw Refusal.rejected(attribute.attribute(), "has too many values");
        }
        List<Modification> changes = modifications(removed, added);
        mark(marked, held.size() - removed.size() + added.size()).ifPresent(changes::add);
        return changes;
    }

    /** The change of the mark for so many values. */
    private Optional<Modification> mark(boolean marked, int values) {
        if (!attribute.isSecret() || marked == values > 0) {
            return Optional.empty();
        }
        if (values > 0) {
            return Optional.of(Modifications.add(SchemaNames.SYNC_STATE, mark()));
        }
        return isMarked() ? Optional.of(unmark()) : Optional.empty();
    }

    private Modification unmark() {
        return Modifications.delete(SchemaNames.SYNC_STATE, mark());
    }

    private List<Modification> modifications(Set<String> removed, Set<String> added) {
        List<Modification> changes = new ArrayList<>();
        if (!added.isEmpty() && !account.entry().hasObjectClass(SchemaNames.ACCOUNT)) {
            changes.add(Modifications.add("objectClass", SchemaNames.ACCOUNT));
        }
        if (!removed.isEmpty()) {
            changes.add(Modifications.delete(attribute.attribute(), stored(removed)));
        }
        if (!added.isEmpty()) {
            changes.add(Modifications.add(attribute.attribute(), stored(added)));
        }
        return changes;
    }

    /**
     * Removes them all; also where neither values nor mark can be read: the first of these that the
     * directory takes. Notes are removed one by one.
     *
     * @param now since when no device is remembered any more
     */
    List<List<Modification>> removals(Instant now) {
        if (attribute.isSecret()) {
            Modification values = Modifications.delete(attribute.attribute());
            return Stream.of(List.of(values, unmark()), List.of(values), List.of(unmark()))
                    .map(removal -> forgettingDevices(removal, now))
                    .toList();
        }
        List<String> held = held();
        return held.isEmpty()
                ? List.of()
                : List.of(List.of(Modifications.delete(attribute.attribute(), stored(held))));
    }

    private List<Modification> forgettingDevices(List<Modification> removal, Instant now) {
        FactorValues notes = new FactorValues(account, FactorAttribute.MEMORY);
        List<String> before = notes.held().stream().filter(DevicesSince::isNote).toList();
        List<String> after = List.of(new DevicesSince(now).note());
        if (before.equals(after)) {
            return removal;
        }
        List<Modification> all = new ArrayList<>(removal);
        if (!before.isEmpty()) {
            all.add(Modifications.delete(SchemaNames.SYNC_STATE, notes.stored(before)));
        }
        all.add(Modifications.add(SchemaNames.SYNC_STATE, notes.stored(after)));
        return all;
    }

    private List<String> stored(Iterable<String> values) {
        List<String> stored = new ArrayList<>();
        values.forEach(value -> stored.add(prefix() + value));
        return stored;
    }

    private boolean isOurs(String value) {
        return value.startsWith(prefix()) && !isMark(value);
    }

    private static boolean isMark(String value) {
        return value.startsWith(SyncState.ENROLLED);
    }

    private String mark() {
        return SyncState.ENROLLED + attribute.attribute();
    }

    private String prefix() {
        return attribute.isSecret() ? "" : SyncState.MEMORY;
    }
}
