package dev.vestibule.flow.schema;

import dev.vestibule.flow.expression.Comparison;
import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Entry;
import dev.vestibule.flow.yaml.YamlNode.Mapping;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids that the files have, known before their sections are read.
 *
 * @param connections the identity providers
 * @param factors what belongs to an account
 * @param apps the applications
 */
public record Names(Set<String> connections, Set<String> factors, Set<String> apps) {
    /** Where nothing is known, and nothing is compared. */
    public static final Names NONE = new Names(Set.of(), Set.of(), Set.of());

    /**
     * The ids of a document.
     *
     * @param factors the kinds of factors, which need no line in it
     */
    public static Names of(Mapping root, Set<String> factors) {
        return readable(root, "connections") && readable(root, "apps")
                ? new Names(ids(root, "connections"), factors, ids(root, "apps"))
                : NONE;
    }

    private static boolean readable(Mapping root, String section) {
        Entry entry = root.entries().get(section);
        return entry == null || entry.value() instanceof Mapping;
    }

    private static Set<String> ids(Mapping root, String section) {
        Entry entry = root.entries().get(section);
        return entry != null && entry.value() instanceof Mapping ids
                ? ids.entries().keySet()
                : Set.of();
    }

    /** The names that a text of an expression can be compared with; empty where none is known. */
    Set<String> comparable(Comparison.Subject subject) {
        return switch (subject) {
            case OPTION -> connections.isEmpty() ? Set.of() : completing();
            case APP -> apps;
            case BROWSER, SYSTEM, WEEKDAY -> subject.fixed();
        };
    }

    /** What a step can have been completed with. */
    private Set<String> completing() {
        Set<String> completing = options();
        completing.add("remembered_device");
        return completing;
    }

    /** What a step can name. */
    public Set<String> options() {
        Set<String> options = new LinkedHashSet<>(connections);
        options.addAll(factors);
        return options;
    }

    /** What to do about an item that is no step. */
    public String stepRemedy(YamlNode item) {
        return item instanceof Scalar word && options().contains(word.text())
                ? "Write - authenticate: " + word.text()
                : "Write one step for each.";
    }
}
