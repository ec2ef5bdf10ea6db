package dev.vestibule.provisioning.credential;

import com.unboundid.ldap.sdk.Modification;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.account.AccountEntry;
import dev.vestibule.provisioning.account.SyncState;
import dev.vestibule.provisioning.api.CredentialCommand.ChangeFactors;
import dev.vestibule.provisioning.ldap.Modifications;
import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of one attribute of factors, as an account's entry has them. */
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
    }

    private static boolean isUsable(String value) {
        return !value.isBlank()
                && value.length() <= FactorAttribute.LONGEST_VALUE
                && value.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }

    List<String> held() {
        return account.values(attribute.attribute()).stream()
                .filter(this::isOurs)
                .map(value -> value.substring(mark().length()))
                .toList();
    }

    /**
     * What makes the entry as the command wants it; nothing where it is so.
     *
     * @throws Refusal a conflict when a value to remove is not there
     */
    List<Modification> changes(ChangeFactors command) throws Refusal {
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
        return modifications(removed, added);
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

    /** Removes them all; also where the values cannot be read. Notes are removed one by one. */
    List<Modification> removal() {
        if (attribute.isSecret()) {
            return List.of(Modifications.delete(attribute.attribute()));
        }
        List<String> held = held();
        return held.isEmpty()
                ? List.of()
                : List.of(Modifications.delete(attribute.attribute(), stored(held)));
    }

    private List<String> stored(Iterable<String> values) {
        List<String> stored = new ArrayList<>();
        values.forEach(value -> stored.add(mark() + value));
        return stored;
    }

    private boolean isOurs(String value) {
        return value.startsWith(mark());
    }

    private String mark() {
        return attribute.isSecret() ? "" : SyncState.MEMORY;
    }
}
