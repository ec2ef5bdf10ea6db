package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * One definition of the schema of Vestibule.
 *
 * @param kind {@code attributeTypes} or {@code objectClasses}
 * @param text the definition as RFC 4512 writes it
 * @param attributes what a class takes
 */
record VestibuleSchema(String kind, String name, String text, List<String> attributes) {

    static List<VestibuleSchema> definitions() {
        Schema ours = subschema();
        return Stream.concat(
                        ours.getAttributeTypes().stream()
                                .map(type ->
                                        new VestibuleSchema(
                                                "attributeTypes",
                                                type.getNameOrOID(),
                                                type.toString(),
                                                List.of())),
                        ours.getObjectClasses().stream()
                                .map(type ->
                                        new VestibuleSchema(
                                                "objectClasses",
                                                type.getNameOrOID(),
                                                type.toString(),
                                                List.of(type.getOptionalAttributes()))))
                .toList();
    }

    /** What the schema lacks; all where it cannot be read. */
    static List<VestibuleSchema> missing(@Nullable Schema schema) {
        return definitions().stream().filter(each -> schema == null || !each.isIn(schema)).toList();
    }

    private boolean isIn(Schema schema) {
        if (kind.equals("attributeTypes")) {
            return schema.getAttributeType(name) != null;
        }
        ObjectClassDefinition found = schema.getObjectClass(name);
        return found != null
                && attributes.stream()
                        .allMatch(attribute ->
                                Stream.of(found.getOptionalAttributes())
                                        .anyMatch(attribute::equalsIgnoreCase));
    }

    private static Schema subschema() {
        try {
            return new Schema(
                    LDIFReader.decodeEntry(
                            SchemaLdif.forServer(SchemaForm.SUBSCHEMA)
                                    .lines()
                                    .toArray(String[]::new)));
        } catch (LDIFException e) {
            throw new IllegalStateException("The packaged schema cannot be read.", e);
        }
    }
}
