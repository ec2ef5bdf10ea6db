package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One definition of the schema of Vestibule.
 *
 * @param kind {@code attributeTypes} or {@code objectClasses}
 * @param text the definition as RFC 4512 writes it
 */
record VestibuleSchema(String kind, String name, String text) {
    private static final Pattern NAME = Pattern.compile("NAME '([^']+)'");

    static List<VestibuleSchema> definitions() {
        Entry schema = subschema();
        List<VestibuleSchema> definitions = new ArrayList<>();
        for (String kind : List.of("attributeTypes", "objectClasses")) {
            for (String text : Objects.requireNonNull(schema.getAttributeValues(kind))) {
                Matcher name = NAME.matcher(text);
                if (name.find()) {
                    definitions.add(new VestibuleSchema(kind, name.group(1), text));
                }
            }
        }
        return definitions;
    }

    /** What the schema lacks; all where it cannot be read. */
    static List<VestibuleSchema> missing(@Nullable Schema schema) {
        return schema == null
                ? definitions()
                : definitions().stream().filter(each -> !each.isIn(schema)).toList();
    }

    private boolean isIn(Schema schema) {
        if (kind.equals("attributeTypes")) {
            return schema.getAttributeType(name) != null;
        }
        ObjectClassDefinition found = schema.getObjectClass(name);
        return found != null
                && Stream.of(ours(text).getOptionalAttributes())
                        .allMatch(attribute -> takes(found, attribute));
    }

    private static ObjectClassDefinition ours(String text) {
        try {
            return new ObjectClassDefinition(text);
        } catch (LDAPException e) {
            throw new IllegalStateException("The packaged schema cannot be read.", e);
        }
    }

    private static boolean takes(ObjectClassDefinition type, String attribute) {
        return List.of(type.getOptionalAttributes()).stream().anyMatch(attribute::equalsIgnoreCase);
    }

    private static Entry subschema() {
        try {
            return LDIFReader.decodeEntry(
                    SchemaLdif.forServer(SchemaForm.SUBSCHEMA).lines().toArray(String[]::new));
        } catch (LDIFException e) {
            throw new IllegalStateException("The packaged schema cannot be read.", e);
        }
    }
}
