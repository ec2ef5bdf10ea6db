package dev.vestibule.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An editor with the schema and the reader of the gateway agree, as far as a schema can tell. */
class YamlSchemaTest {
    private static final Path GALLERY = Path.of("src/test/resources/invalid");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(YamlSchema.json(), InputFormat.JSON);

    static List<Path> valid() throws IOException {
        List<Path> all = new ArrayList<>(files(Path.of("src/main/examples")));
        all.addAll(files(Path.of("src/test/resources/simulate")));
        return all;
    }

    static List<Path> invalid() throws IOException {
        return files(GALLERY);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheReaderTakesTheSchemaTakes(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    @Test
    void aFileWithEveryKeyIsTaken() {
        assertThat(errors(Documents.VALID)).isEmpty();
    }

    /** The report of the reader is beside each file, see InvalidGalleryTest. */
    @ParameterizedTest
    @MethodSource("invalid")
    void whatTheSchemaRefusesTheReaderRefuses(Path file) throws IOException {
        String report =
                Files.readString(
                        GALLERY.resolve(file.getFileName().toString().replace(".yaml", ".txt")));
        List<Error> errors;
        try {
            errors = errors(Files.readString(file));
        } catch (YamlEngineException noYaml) {
            assertThat(report).contains("error ");
            return;
        }

        if (!errors.isEmpty()) {
            assertThat(report).as(errors.toString()).contains("error ");
        }
        if (report.contains("found:   the unknown key")) {
            assertThat(errors).as(report).isNotEmpty();
        }
    }

    @Test
    void theSchemaItselfIsOne() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(YamlSchema.json());

        assertThat(schema.get("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(
                        schema.at("/properties/gateway/properties/session/properties/idle/default")
                                .asText())
                .isEqualTo("30m");
        assertThat(schema.at("/properties/gateway/properties/url/description").asText())
                .startsWith("the public origin");
    }

    @Test
    void mistakesAreFoundAtTheirPlaces() {
        assertThat(errors("gateway: { url: 'https://a.example', sesion: {} }\nflwos: {}\n"))
                .hasSize(2);
        assertThat(errors("flows: { staff: { steps: [{ totp: required }] } }\n")).isNotEmpty();
        assertThat(errors("connections: { a: { client-secret: geheim } }\n")).isNotEmpty();
        assertThat(errors("gateway: { url: 'https://a.example', session: { idle: soon } }\n"))
                .isNotEmpty();
    }

    private static List<Error> errors(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(
                new ObjectMapper().valueToTree(document == null ? Map.of() : document));
    }
}
