package dev.vestibule.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldap.sdk.schema.SchemaValidator;
import com.unboundid.ldif.LDIFReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

class SchemaLdifTest {
    /** The validator keeps each part of an identifier in 32 bits, where a UUID has 128. */
    @Test
    void theSubschemaIsFreeOfFaults(@TempDir Path folder) throws Exception {
        String subschema =
                subschema().replace("2.25.185145108687090378924239432700324781939", "2.25.1");
        Path file = Files.writeString(folder.resolve("98-vestibule.ldif"), subschema);
        List<String> faults = new ArrayList<>();

        new SchemaValidator()
                .validateSchema(file.toFile(), Schema.getDefaultStandardSchema(), faults);

        assertThat(faults).isEmpty();
    }

    @Test
    void everyDefinedNameHasAConstantAndEveryConstantADefinition() throws Exception {
        Set<String> constants = Set.copyOf(constants());

        Schema schema = ours();

        assertThat(constants).hasSize(constants().size());
        assertThat(attributeNames(schema)).isSubsetOf(constants);
        assertThat(constants)
                .containsExactlyInAnyOrderElementsOf(
                        both(
                                attributeNames(schema),
                                List.of(SchemaNames.ACCOUNT, SchemaNames.PROVISIONED_GROUP)));
    }

    @Test
    void anAccountMayHaveEveryAttribute() throws Exception {
        ObjectClassDefinition account = accountClass();

        assertThat(account.getOptionalAttributes())
                .containsExactlyInAnyOrderElementsOf(attributeNames(ours()));
        assertThat(account.getRequiredAttributes()).isEmpty();
    }

    @Test
    void theSecretAttributesAreThoseThatTheSchemaMarks() throws Exception {
        List<String> marked =
                ours().getAttributeTypes().stream()
                        .filter(type -> type.getExtensions().containsKey("X-SECRET"))
                        .map(AttributeTypeDefinition::getNameOrOID)
                        .toList();

        assertThat(SchemaNames.SECRET_ATTRIBUTES)
                .hasSize(3)
                .containsAll(marked)
                .hasSameSizeAs(marked);
    }

    @Test
    void everyDefinitionIsDescribedAndHasAnIdentifierOfItsOwn() throws Exception {
        List<String> identifiers = new ArrayList<>();
        for (AttributeTypeDefinition type : ours().getAttributeTypes()) {
            assertThat(type.getDescription()).as(type.getNameOrOID()).isNotBlank();
            identifiers.add(type.getOID());
        }
        for (ObjectClassDefinition type : ours().getObjectClasses()) {
            assertThat(type.getDescription()).as(type.getNameOrOID()).isNotBlank();
            identifiers.add(type.getOID());
        }

        assertThat(identifiers)
                .doesNotHaveDuplicates()
                .allMatch(oid -> oid.startsWith("2.25.185145108687090378924239432700324781939."));
    }

    @ParameterizedTest
    @EnumSource(SchemaForm.class)
    void everyFormHasEveryDefinitionOnce(SchemaForm form) throws Exception {
        String text = SchemaLdif.forServer(form);

        for (String name : constants()) {
            assertThat(
                            Pattern.compile(Pattern.quote("NAME '" + name + "'"))
                                    .matcher(text)
                                    .results())
                    .as(name)
                    .hasSize(1);
        }
        assertThat(text).doesNotContain("#").endsWith(")\n");
    }

    @Test
    void openLdapGetsOneEntryOfItsConfiguration() throws Exception {
        Entry entry = entry(SchemaLdif.forServer(SchemaForm.OPENLDAP_CONFIG));

        assertThat(entry.getDN()).isEqualTo("cn=vestibule,cn=schema,cn=config");
        assertThat(entry.getAttributeValues("olcAttributeTypes"))
                .hasSameSizeAs(ours().getAttributeTypes());
        assertThat(entry.getAttributeValues("olcObjectClasses"))
                .hasSameSizeAs(ours().getObjectClasses());
        assertThat(entry.hasAttribute("attributeTypes")).isFalse();
    }

    private static List<String> constants() throws IllegalAccessException {
        List<String> values = new ArrayList<>();
        for (Field field : SchemaNames.class.getFields()) {
            if (field.getType() == String.class) {
                values.add((String) field.get(null));
            }
        }
        return values;
    }

    private static List<String> attributeNames(Schema schema) {
        return schema.getAttributeTypes().stream()
                .map(AttributeTypeDefinition::getNameOrOID)
                .toList();
    }

    private static List<String> both(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static Schema ours() throws Exception {
        return new Schema(entry(subschema()));
    }

    private static ObjectClassDefinition accountClass() throws Exception {
        return Objects.requireNonNull(ours().getObjectClass(SchemaNames.ACCOUNT));
    }

    private static String subschema() {
        return SchemaLdif.forServer(SchemaForm.SUBSCHEMA);
    }

    private static Entry entry(String ldif) throws Exception {
        return LDIFReader.decodeEntry(ldif.lines().toArray(String[]::new));
    }
}
