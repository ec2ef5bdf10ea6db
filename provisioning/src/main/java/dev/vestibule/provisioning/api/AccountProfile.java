package dev.vestibule.provisioning.api;

import java.util.List;
import java.util.Map;

/**
 * What the claims say of a person's account.
 *
 * @param username the wished username; the first free one of its sequence is taken
 * @param attributes LDAP attribute to its values; an attribute that is absent here is kept as it is
 */
public record AccountProfile(String username, Map<String, List<String>> attributes) {

    public AccountProfile {
        attributes = Values.copyOf(attributes);
    }

    /** Without username and values, so that no log can carry them. */
    @Override
    public String toString() {
        return "AccountProfile[attributes=%s]".formatted(attributes.keySet());
    }
}
