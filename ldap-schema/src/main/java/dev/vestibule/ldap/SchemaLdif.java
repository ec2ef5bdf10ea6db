package dev.vestibule.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The schema in the form that a server takes. All forms come from one file beside this class. */
public final class SchemaLdif {
    private SchemaLdif() {}

    /** Renders the whole schema; the text ends with a line break. */
    public static String forServer(SchemaForm form) {
        return switch (form) {
            case OPENLDAP_CONFIG ->
                    """
                    dn: cn=vestibule,cn=schema,cn=config
                    objectClass: olcSchemaConfig
                    cn: vestibule
                    """
                            + definitions("olcAttributeTypes: ", "olcObjectClasses: ");
            case OPENLDAP_FILE -> definitions("attributetype ", "objectclass ");
            case DS_389, SUBSCHEMA ->
                    """
                    dn: cn=schema
                    objectClass: top
                    objectClass: ldapSubentry
                    objectClass: subschema
                    cn: schema
                    """
                            + definitions("attributeTypes: ", "objectClasses: ");
        };
    }

    /** Renames the first word of each definition; the folded lines after it fit every form. */
    private static String definitions(String attributeType, String objectClass) {
        UnaryOperator<String> rename =
                line ->
                        line.replaceFirst("^attributeTypes: ", attributeType)
                                .replaceFirst("^objectClasses: ", objectClass);
        return source().stream()
                .dropWhile(line -> !line.startsWith("attributeTypes: "))
                .map(rename)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> source() {
        try (InputStream file = SchemaLdif.class.getResourceAsStream("vestibule.ldif")) {
            byte[] bytes =
                    Objects.requireNonNull(file, "vestibule.ldif is not packaged").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged schema cannot be read.", e);
        }
    }
}
