package dev.vestibule.provisioning.api;

import java.util.List;
import java.util.Map;

/**
 * An account as the gateway sees it. Secret attributes are never in it.
 *
 * @param dn the entry's distinguished name, for logs and administrators
 * @param groups names of the groups that it is a member of, granted or given by hand
 * @param attributes the entry's readable user attributes
 * @param state whether it may be used
 */
public record Account(
        String dn,
        String username,
        List<String> groups,
        Map<String, List<String>> attributes,
        AccountState state) {
    public Account {
        groups = List.copyOf(groups);
        attributes = Values.copyOf(attributes);
    }

    /** Without values, so that no log can carry them. */
    @Override
    public String toString() {
        return "Account[dn=%s, attributes=%s, state=%s]".formatted(dn, attributes.keySet(), state);
    }
}
