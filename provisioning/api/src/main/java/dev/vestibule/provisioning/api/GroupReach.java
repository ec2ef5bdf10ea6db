package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * Which groups a connection may let users into although an administrator made them.
 *
 * @param names those that the configuration says
 * @param patterns regular expressions for names that it makes of the provider's
 */
public record GroupReach(String connection, List<String> names, List<String> patterns) {
    public GroupReach {
        names = List.copyOf(names);
        patterns = List.copyOf(patterns);
    }
}
