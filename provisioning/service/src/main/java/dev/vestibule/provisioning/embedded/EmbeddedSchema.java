package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.ldap.SchemaNames;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the directory knows about attributes.
 *
 * @param secret readable by the gateway's account only
 * @param unique no two entries may share a value of these
 * @param passwords stored as salted, slow hashes; they are secret too
 */
record EmbeddedSchema(
        Schema schema, AttributeSet secret, AttributeSet unique, AttributeSet passwords) {
    /** The attribute of an account's password (RFC 4519, section 2.41). */
    static final String PASSWORD = "userPassword";

    /**
     * {@code groupOfNames} as RFC 4519 has it, section 3.5: the library's own form lets a group
     * have no member. {@code groupOfURLs} as servers have it: nothing here expands it. What names
     * the groups of an entry, which {@link Memberships} answers. And accounts of Linux machines
     * (RFC 2307, section 2), which the library does not know.
     */
    private static final String FURTHER =
            """
            dn: cn=schema
            objectClass: top
            objectClass: ldapSubentry
            objectClass: subschema
            objectClasses: ( 2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn )
              MAY ( businessCategory $ seeAlso $ owner $ ou $ o $ description ) )
            objectClasses: ( 2.16.840.1.113730.3.2.33 NAME 'groupOfURLs' SUP top STRUCTURAL MUST cn
              MAY ( memberURL $ businessCategory $ description $ o $ ou $ owner $ seeAlso ) )
            objectClasses: ( 1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY MUST ( cn $ uid
              $ uidNumber $ gidNumber $ homeDirectory ) MAY ( userPassword $ loginShell $ gecos
              $ description ) )
            attributeTypes: ( 2.16.840.1.113730.3.1.198 NAME 'memberURL' SUP labeledURI )
            attributeTypes: ( 1.2.840.113556.1.2.102 NAME 'memberOf' EQUALITY distinguishedNameMatch
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 NO-USER-MODIFICATION USAGE dSAOperation )
            attributeTypes: ( 1.3.6.1.1.1.1.0 NAME 'uidNumber' EQUALITY integerMatch
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
            attributeTypes: ( 1.3.6.1.1.1.1.1 NAME 'gidNumber' EQUALITY integerMatch
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
            attributeTypes: ( 1.3.6.1.1.1.1.2 NAME 'gecos' EQUALITY caseExactIA5Match
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )
            attributeTypes: ( 1.3.6.1.1.1.1.3 NAME 'homeDirectory' EQUALITY caseExactIA5Match
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )
            attributeTypes: ( 1.3.6.1.1.1.1.4 NAME 'loginShell' EQUALITY caseExactIA5Match
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )
            """;

    /**
     * A set of attribute types, whatever name they are called by: another name, the object
     * identifier, other case, or with options (RFC 4512, section 2.5).
     */
    record AttributeSet(Schema schema, Set<String> types) {
        static AttributeSet of(Schema schema, Collection<String> names) {
            return new AttributeSet(
                    schema,
                    names.stream()
                            .map(name -> identifier(schema, name))
                            .collect(Collectors.toUnmodifiableSet()));
        }

        boolean contains(String attributeDescription) {
            return types.contains(identifier(schema, Attribute.getBaseName(attributeDescription)));
        }

        private static String identifier(Schema schema, String name) {
            var type = schema.getAttributeType(name);
            return type == null ? name.toLowerCase(Locale.ROOT) : type.getOID();
        }
    }

    /** The standard schema with ours. */
    static EmbeddedSchema load() throws LDAPException {
        Schema schema =
                requireNonNull(
                        Schema.mergeSchemas(
                                Schema.getDefaultStandardSchema(),
                                schema(FURTHER),
                                schema(SchemaLdif.forServer(SchemaForm.SUBSCHEMA))));
        Set<String> secret = new HashSet<>(SchemaNames.SECRET_ATTRIBUTES);
        secret.add(PASSWORD);
        return new EmbeddedSchema(
                schema,
                AttributeSet.of(schema, secret),
                AttributeSet.of(schema, List.of(SchemaNames.FEDERATED_IDENTITY)),
                AttributeSet.of(schema, List.of(PASSWORD)));
    }

    private static Schema schema(String ldif) {
        try {
            return new Schema(LDIFReader.decodeEntry(ldif.lines().toArray(String[]::new)));
        } catch (LDIFException e) {
            throw new IllegalStateException("The packaged schema cannot be read.", e);
        }
    }
}
