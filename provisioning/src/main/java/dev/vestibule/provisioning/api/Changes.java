package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * What a command changed, by name: never a value.
 *
 * @param attributes LDAP attributes of the entry, without the gateway's own bookkeeping
 * @param granted names of the groups that the account has joined
 * @param withdrawn names of the groups that the account has left
 */
public record Changes(List<String> attributes, List<String> granted, List<String> withdrawn) {
    /** Nothing. */
    public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

    public Changes {
        attributes = List.copyOf(attributes);
        granted = List.copyOf(granted);
        withdrawn = List.copyOf(withdrawn);
    }
}
