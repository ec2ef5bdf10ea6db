package dev.vestibule.flow.scenario;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One test of the flows.
 *
 * @param name what it shows, in the editor's words
 * @param expect null for a login that is only looked at
 * @param path where it is in the YAML
 */
public record Scenario(String name, Given given, @Nullable Expectation expect, String path) {
    /** What must become of the request, by app. */
    public Map<String, Expectation.Access> access() {
        return expect == null ? Map.of() : expect.access();
    }
}
