package dev.vestibule.flow;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Completes the blocks of the documentation. A block has top-level keys, steps of a flow, or keys
 * of the section that its first key belongs to; {@code documented/base.yaml} has the rest.
 */
final class DocumentedYaml {
    private static final Set<String> WHOLE =
            Set.of("gateway", "directory", "connections", "flows", "apps");

    /** The section that a block without top-level keys belongs to, by its first key. */
    private static final Map<String, List<String>> SECTIONS =
            Map.of(
                    "identity", List.of("apps", "wiki"),
                    "upstream", List.of("apps", "wiki"),
                    "upstreams", List.of("apps", "wiki"),
                    "ca", List.of("connections", "corp"),
                    "provisioning", List.of("connections", "corp"),
                    "existing-account", List.of("connections", "corp", "provisioning"),
                    "sync", List.of("connections", "corp", "provisioning"),
                    "groups", List.of("connections", "corp", "provisioning"));

    /** What a block with the login of a test leaves out. */
    private static final String TEST =
            """
            name: a login
            given:
              first:
                claims: { sub: "1", email: ada@example.org, email_verified: true, plan: gold }
            expect: {}
            """;

    private final Map<String, Object> base;

    DocumentedYaml() throws IOException {
        Path file = Path.of("src/test/resources/documented/base.yaml");
        base = keys(Files.readString(file));
    }

    /** The text of a whole configuration with a block in it; its own text when it is one. */
    String whole(DocumentedBlock block) {
        return parsed(block.text()) instanceof Map<?, ?> top && top.keySet().containsAll(WHOLE)
                ? block.text()
                : new Dump(DumpSettings.builder().setDereferenceAliases(true).build())
                        .dumpToString(completed(block));
    }

    /** Steps without a first one, and tests alone, continue the block before them. */
    private Map<String, Object> completed(DocumentedBlock block) {
        return switch (parsed(block.text())) {
            case List<?> steps when ids(steps).contains("first") -> completed(block, flow(steps));
            case List<?> steps -> {
                Map<String, Object> before = before(block);
                yield merged(before, flow(continued(steps(before), steps)));
            }
            case Map<?, ?> test when test.containsKey("given") ->
                    merged(before(block), Map.of("tests", List.of(merged(keys(TEST), map(test)))));
            case Map<?, ?> keys when keys.keySet().equals(Set.of("tests")) ->
                    merged(before(block), map(keys));
            case Map<?, ?> keys ->
                    completed(
                            block,
                            nested(SECTIONS.getOrDefault(first(keys), List.of()), map(keys)));
            case null, default -> completed(block, Map.of());
        };
    }

    private Map<String, Object> before(DocumentedBlock block) {
        return completed(requireNonNull(block.before(), "a block that continues none"));
    }

    private Map<String, Object> completed(DocumentedBlock block, Map<String, Object> top) {
        Map<String, Object> whole = merged(base, top);
        section(whole, "connections")
                .keySet()
                .removeIf(id -> !id.equals("corp") && !block.text().contains(id));
        section(top, "connections")
                .forEach((id, written) ->
                        section(whole, "connections").put(id, connection(id, map(written))));
        if (top.containsKey("apps")) {
            Map<String, Object> apps = new LinkedHashMap<>();
            section(top, "apps").forEach((id, written) -> apps.put(id, app(id, map(written))));
            whole.put("apps", apps);
        }
        return whole;
    }

    /** What a connection of the base has is left out where it means nothing. */
    private Map<String, Object> connection(String id, Map<String, Object> written) {
        if (!written.getOrDefault("type", "oidc").equals("oidc")) {
            return written;
        }
        Map<String, Object> connections = section(base, "connections");
        Map<String, Object> whole =
                merged(section(connections, connections.containsKey(id) ? id : "corp"), written);
        if (section(written, "provisioning").get("enabled") == Boolean.FALSE) {
            whole.put("provisioning", written.get("provisioning"));
        }
        return whole;
    }

    private Map<String, Object> app(String id, Map<String, Object> written) {
        Map<String, Object> whole = merged(section(section(base, "apps"), "wiki"), written);
        section(whole, "match")
                .put("host", section(written, "match").getOrDefault("host", id + ".example.org"));
        if (written.containsKey("upstreams") || written.containsKey("forward-auth")) {
            whole.remove("upstream");
        }
        return whole;
    }

    private static String first(Map<?, ?> keys) {
        return String.valueOf(keys.keySet().iterator().next());
    }

    private static Map<String, Object> nested(List<String> path, Map<String, Object> keys) {
        return path.isEmpty()
                ? keys
                : Map.of(path.getFirst(), nested(path.subList(1, path.size()), keys));
    }

    private static Map<String, Object> flow(List<?> steps) {
        return nested(List.of("flows", "staff"), Map.of("steps", steps));
    }

    private static List<?> steps(Map<String, Object> whole) {
        return (List<?>) requireNonNull(section(section(whole, "flows"), "staff").get("steps"));
    }

    /** Steps of the flow that others replace are left out. */
    private static List<?> continued(List<?> flow, List<?> steps) {
        Set<Object> replaced = ids(steps);
        return Stream.concat(
                        flow.stream().filter(step -> !replaced.contains(map(step).get("id"))),
                        steps.stream())
                .toList();
    }

    private static Set<Object> ids(List<?> steps) {
        return steps.stream()
                .map(step -> map(step).get("id"))
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    private static Map<String, Object> keys(String yaml) {
        return map(requireNonNull(parsed(yaml)));
    }

    private static @Nullable Object parsed(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    /** Maps become one, with what is written in the second; any other value is the second's. */
    private static Map<String, Object> merged(
            Map<String, Object> base, Map<String, Object> written) {
        Map<String, Object> both = new LinkedHashMap<>();
        base.forEach((key, value) ->
                both.put(
                        key,
                        value instanceof Map<?, ?> inner ? merged(map(inner), Map.of()) : value));
        written.forEach((key, value) ->
                both.put(
                        key,
                        value instanceof Map<?, ?> inner
                                ? merged(section(both, key), map(inner))
                                : value));
        return both;
    }

    private static Map<String, Object> section(Map<String, Object> keys, String name) {
        return keys.get(name) instanceof Map<?, ?> section ? map(section) : new LinkedHashMap<>();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
