package dev.vestibule.provisioning.inspect;

import dev.vestibule.ldap.BaseTree;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Records of LDIF (RFC 2849). Each names its change, so that {@code ldapmodify} and {@code ldapadd}
 * take it alike.
 */
final class Ldif {
    private Ldif() {}

    static String add(String dn, List<String> lines) {
        return lines.stream()
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining("", line("dn", dn) + "changetype: add\n", ""));
    }

    /**
     * One modification.
     *
     * @param change {@code add}, {@code replace} or {@code delete}
     */
    static String modify(String dn, String change, String attribute, List<String> values) {
        return line("dn", dn) + "changetype: modify\n" + modification(change, attribute, values);
    }

    /** Old values of an attribute give way to new ones, or none of it is done. */
    static String exchange(String dn, String attribute, List<String> old, List<String> values) {
        return old.isEmpty()
                ? modify(dn, "add", attribute, values)
                : modify(dn, "delete", attribute, old)
                        + "-\n"
                        + modification("add", attribute, values);
    }

    private static String modification(String change, String attribute, List<String> values) {
        return "%s: %s\n".formatted(change, attribute)
                + values.stream()
                        .map(value -> line(attribute, value))
                        .collect(Collectors.joining());
    }

    /** Long rules are folded before each of their clauses. */
    static String line(String name, String value) {
        return BaseTree.line(name, value).replace(" by ", "\n  by ");
    }
}
