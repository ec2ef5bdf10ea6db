package dev.vestibule.flow.step;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.factor.Factor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What steps can name, each by its id.
 *
 * @param connections the identity providers
 * @param factors what belongs to an account of the directory
 */
public record StepOptions(Map<String, Connection> connections, Map<String, Factor> factors) {
    public StepOptions {
        // In the order of the files: messages list them.
        connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** Whether an option can show that the user has signed in a moment ago. */
    public boolean provesAnew(String option) {
        Connection connection = connections.get(option);
        return connection == null || connection.provesAnew();
    }

    /** The ids of all. */
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(connections.keySet());
        ids.addAll(factors.keySet());
        return ids;
    }
}
