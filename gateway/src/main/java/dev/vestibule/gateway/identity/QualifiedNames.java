package dev.vestibule.gateway.identity;

import dev.vestibule.flow.FlowConfig;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of users and groups that belong to one connection: {@code connection:name}. An id has no
 * colon, so no other name has this form.
 *
 * @param connections ids of the existing connections
 */
record QualifiedNames(Set<String> connections) {
    private static final char SEPARATOR = ':';

    static QualifiedNames of(FlowConfig config) {
        return new QualifiedNames(config.connections().keySet());
    }

    static String qualified(String connection, String name) {
        return connection + SEPARATOR + name;
    }

    /** Whether a name of the directory could be mistaken for one of a connection. */
    boolean has(String name) {
        int end = name.indexOf(SEPARATOR);
        return end > 0
                && connections.contains(name.substring(0, end).strip().toLowerCase(Locale.ROOT));
    }

    /** The groups that cannot be mistaken for one of a connection. */
    List<String> others(List<String> groups) {
        return groups.stream().filter(group -> !has(group)).toList();
    }
}
