package dev.vestibule.demo.app;

import java.util.List;

/**
 * An account's entry as a reader of the directory sees it.
 *
 * @param groups DNs of the groups that the account is a member of
 */
public record PersonEntry(String dn, List<NamedValues> attributes, List<String> groups) {
    public PersonEntry {
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
    }
}
