package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problem.Severity;

import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schema and the reader agree about one corpus: valid files, and each of their keys misspelt,
 * removed, and with a value of another form.
 */
class SchemaAgreementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(YamlSchema.json(), InputFormat.JSON);

    /** What the reader says of the structure, which a schema can say too. */
    private static final Pattern STRUCTURE =
            Pattern.compile(
                    "the unknown key .*|nothing: the key .* is missing|keys|a list|a single value");

    /** Whose keys are required or not by what other keys say. */
    private static final String CONDITIONS =
            """
            gateway: { url: "https://login.example.org", trusted-proxies: ["10.0.0.7"] }
            directory: { url: "ldaps://a.example.org", bind: { dn: cn=v, password: "${env:LDAP_PASSWORD}" }, base: "dc=example,dc=org" }
            connections:
              corp: { type: gitlab, client-id: v, client-secret: "${env:S}", provisioning: { enabled: true, prompt: consent, attributes: { mobile: { prompt: true }, sn: { value: claims.family_name, default: "-" } } } }
              other: { type: keycloak, issuer: "https://sso.example.org", client-id: v, client-secret: "${env:S}" }
              code: { type: github, client-id: v, client-secret: "${env:S}" }
              work: { type: microsoft, tenant: 11111111-2222-3333-4444-555555555555, client-id: v, client-secret: "${env:S}" }
              phone: { type: apple, team-id: ABCDE12345, key-id: ABCDE12345, client-id: v, client-secret: "${env:S}" }
            flows:
              staff:
                steps:
                  - { id: first, authenticate: [corp, other, code, work, phone] }
                  - { id: terms, ask: { fields: { place: { label: Place, type: choice, choices: [a, b] }, name: { label: Name } } } }
            apps:
              one: { match: { path: /one }, upstream: "http://127.0.0.1:1", flow: staff, access: [{ allow: "true" }] }
              two: { match: { path: /two }, forward-auth: true, flow: staff, access: [{ allow: "true" }] }
              three: { match: { path: /three }, upstreams: ["http://127.0.0.1:1", "http://127.0.0.1:2"], flow: staff, access: [{ allow: "true" }] }
            """;

    private final FlowConfigLoader loader = new FlowConfigLoader();

    @Test
    void theSchemaTakesWhatTheReaderTakes() throws IOException {
        List<String> disagreements = new ArrayList<>();
        corpus().forEach((name, document) -> {
            boolean taken =
                    problems(document).stream()
                            .noneMatch(found -> found.severity() == Severity.ERROR);
            if (taken && !SCHEMA.validate(document).isEmpty()) {
                disagreements.add(name + ": " + SCHEMA.validate(document));
            }
        });

        assertThat(disagreements).isEmpty();
    }

    @Test
    void theFileOfConditionsIsValid() {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(CONDITIONS);

        assertThat(problems(JSON.valueToTree(yaml)))
                .noneMatch(found -> found.severity() == Severity.ERROR);
    }

    @Test
    void theSchemaRefusesTheStructureThatTheReaderRefuses() throws IOException {
        List<String> disagreements = new ArrayList<>();
        corpus().forEach((name, document) -> {
            List<Problem> structure =
                    problems(document).stream().filter(SchemaAgreementTest::isStructure).toList();
            if (!structure.isEmpty() && SCHEMA.validate(document).isEmpty()) {
                disagreements.add(name + ": " + structure.getFirst());
            }
        });

        assertThat(disagreements).isEmpty();
    }

    /** A file of a folder need not have each section, so that the schema requires none. */
    private static boolean isStructure(Problem found) {
        return found.severity() == Severity.ERROR
                && found.path().contains(".")
                && STRUCTURE.matcher(found.found()).matches();
    }

    private List<Problem> problems(JsonNode document) {
        return loader.load(
                        Map.of("corpus.yaml", document.toString()),
                        Path.of("src/test/resources/invalid"),
                        name -> Documents.ENVIRONMENT.getOrDefault(name, "canary-hunter2"))
                .problems();
    }

    /** By a name that says what was changed; the same key of several files is changed once. */
    private static Map<String, JsonNode> corpus() throws IOException {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (String yaml : valid()) {
            JsonNode document =
                    JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
            all.put("valid " + all.size(), document);
            places(document, "").forEach(place -> change(document, place, all::putIfAbsent));
        }
        return all;
    }

    private static List<String> valid() throws IOException {
        List<String> all = new ArrayList<>(List.of(Documents.VALID, CONDITIONS));
        try (Stream<Path> files = Files.list(Path.of("src/main/examples"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                all.add(Files.readString(file));
            }
        }
        return all;
    }

    /** JSON pointers of the objects that have keys. */
    private static Stream<String> places(JsonNode node, String pointer) {
        Stream<String> below =
                switch (node) {
                    case ObjectNode object ->
                            object.properties().stream()
                                    .flatMap(each ->
                                            places(
                                                    each.getValue(),
                                                    pointer + "/" + escaped(each.getKey())));
                    case ArrayNode array ->
                            Stream.iterate(0, index -> index < array.size(), index -> index + 1)
                                    .flatMap(index ->
                                            places(array.get(index), pointer + "/" + index));
                    default -> Stream.empty();
                };
        return node.isObject() ? Stream.concat(Stream.of(pointer), below) : below;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static void change(
            JsonNode document, String place, BiConsumer<String, JsonNode> changed) {
        for (Map.Entry<String, JsonNode> entry : document.at(place).properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            String name = (place + "/" + key).replaceAll("/[0-9]+", "/0");
            changed.accept(name + " removed", copy(document, place, keys -> keys.remove(key)));
            changed.accept(
                    name + " misspelt",
                    copy(document, place, keys -> keys.set(key + "x", keys.remove(key))));
            changed.accept(
                    name + " a list in a list",
                    copy(document, place, keys -> keys.putArray(key).addArray().add("x")));
            changed.accept(
                    name + " keys",
                    copy(document, place, keys -> keys.putObject(key).put("unknown", "x")));
            changed.accept(
                    name + " of another form",
                    copy(
                            document,
                            place,
                            keys -> {
                                if (value.isContainerNode()) {
                                    keys.put(key, "text");
                                } else {
                                    keys.putArray(key).add(value);
                                }
                            }));
        }
    }

    private static JsonNode copy(JsonNode document, String place, Consumer<ObjectNode> change) {
        JsonNode copy = document.deepCopy();
        change.accept((ObjectNode) copy.at(place));
        return copy;
    }
}
