package dev.vestibule.provisioning.api;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of a user's account according to the claims.
 *
 * @param username the desired username; the account gets the first free one of its sequence
 * @param attributes LDAP attribute to its values; an attribute that is absent here is kept as it is
 * @param demanded attributes that are written or refused, because the user can enter another value;
 *     of the others a value that the directory does not accept is omitted
 */
public record AccountProfile(
        String username, Map<String, List<String>> attributes, Set<String> demanded) {

    public AccountProfile {
        attributes = Values.copyOf(attributes);
        demanded = Set.copyOf(demanded);
    }

    /** A profile of claims alone. */
    public AccountProfile(String username, Map<String, List<String>> attributes) {
        this(username, attributes, Set.of());
    }

    /** Without username and values, so that no log can carry them. */
    @Override
    public String toString() {
        return "AccountProfile[attributes=%s]".formatted(attributes.keySet());
    }
}
