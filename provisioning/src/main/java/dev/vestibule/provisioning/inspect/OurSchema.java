package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One definition of the schema of Vestibule.
 *
 * @param kind {@code attributeTypes} or {@code objectClasses}
 * @param text the definition as RFC 4512 writes it
 */
record OurSchema(String kind, String name, String text) {
    private static final Pattern NAME = Pattern.compile("NAME '([^']+)'");

    static List<OurSchema> definitions() {
        Entry schema = subschema();
        List<OurSchema> definitions = new ArrayList<>();
        for (String kind : List.of("attributeTypes", "objectClasses")) {
            for (String text : Objects.requireNonNull(schema.getAttributeValues(kind))) {
                Matcher name = NAME.matcher(text);
                if (name.find()) {
                    definitions.add(new OurSchema(kind, name.group(1), text));
                }
            }
        }
        return definitions;
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
