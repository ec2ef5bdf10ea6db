package dev.vestibule.provisioning.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An account as the gateway sees it. Secret attributes are never in it.
 *
 * @param id the entry's unchangeable id, as text: {@code entryUUID}, {@code nsUniqueId} of 389
 *     Directory Server, {@code objectGUID} of Active Directory; empty where the directory does not
 *     show it
 * @param dn the entry's distinguished name, for logs and administrators
 * @param groups names of the groups that it is a member of, granted or given by hand
 * @param attributes the entry's readable user attributes
 * @param state whether it may be used
 */
public record Account(
        String id,
        String dn,
        String username,
        List<String> groups,
        Map<String, List<String>> attributes,
        AccountState state) {
    public Account {
        groups = List.copyOf(groups);
        attributes = copyOf(attributes);
    }

    /** A copy that does not change, in the order in which the values were given. */
    static Map<String, List<String>> copyOf(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
        return Collections.unmodifiableMap(copy);
    }

    /** Without values, so that no log can carry them. */
    @Override
    public String toString() {
        return "Account[dn=%s, attributes=%s, state=%s]".formatted(dn, attributes.keySet(), state);
    }
}
