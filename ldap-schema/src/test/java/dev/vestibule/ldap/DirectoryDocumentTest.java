package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFReader;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The administrator's page says what the schema and the image say. */
class DirectoryDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "directory.md");

    @Test
    void everyAttributeHasItsRow() throws Exception {
        String document = Files.readString(DOCUMENT);

        for (AttributeTypeDefinition type : schema().getAttributeTypes()) {
            String values = type.isSingleValued() ? "one" : "several";
            boolean secret = SchemaNames.SECRET_ATTRIBUTES.contains(type.getNameOrOID());
            assertThat(document)
                    .contains(
                            "| `%s` | %s | %s%s |\n"
                                    .formatted(
                                            type.getNameOrOID(),
                                            type.getDescription(),
                                            values,
                                            secret ? ", secret" : ""));
        }
    }

    @Test
    void everyObjectClassHasItsRow() throws Exception {
        String document = Files.readString(DOCUMENT);

        assertThat(schema().getObjectClasses())
                .hasSize(2)
                .allSatisfy(type ->
                        assertThat(document)
                                .contains(
                                        "| `%s` | %s |\n"
                                                .formatted(
                                                        type.getNameOrOID(),
                                                        type.getDescription())));
    }

    @Test
    void theIndexesAreThoseOfTheImageAndOfTheTools() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String row : rows("| eq")) {
            Matcher attribute = Pattern.compile("`(\\w+)`").matcher(row);
            attribute.results().map(found -> found.group(1)).forEach(documented::add);
        }

        Set<String> configured = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("openldap", "config.ldif"))) {
            if (line.startsWith("olcDbIndex: ")) {
                configured.addAll(List.of(line.split(" ")[1].split(",")));
            }
        }

        Set<String> needed = new TreeSet<>(NeededIndexes.STANDARD);
        needed.addAll(NeededIndexes.OWN);

        assertThat(documented).isEqualTo(configured).isEqualTo(needed);
    }

    @Test
    void everyVariableOfTheImageIsExplained() throws IOException {
        String script = Files.readString(Path.of("openldap", "entrypoint.sh"));
        Set<String> variables = new TreeSet<>();
        Pattern.compile("\\bLDAP_[A-Z]+(_[A-Z]+)*\\b")
                .matcher(script)
                .results()
                .forEach(found -> variables.add(found.group()));

        String document = Files.readString(DOCUMENT);

        assertThat(variables).isNotEmpty().allSatisfy(name -> assertThat(document).contains(name));
    }

    private static List<String> rows(String start) throws IOException {
        return Files.readAllLines(DOCUMENT).stream().filter(row -> row.startsWith(start)).toList();
    }

    private static Schema schema() throws Exception {
        String ldif = SchemaLdif.forServer(SchemaForm.SUBSCHEMA);
        return new Schema(LDIFReader.decodeEntry(ldif.lines().toArray(String[]::new)));
    }
}
