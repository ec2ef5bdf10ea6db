package dev.vestibule.provisioning.embedded;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;

import dev.vestibule.ldap.SchemaForm;
import dev.vestibule.ldap.SchemaLdif;
import dev.vestibule.ldap.SchemaNames;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** The standard schema with ours. */
    static EmbeddedSchema load() throws LDAPException {
        Schema schema =
                requireNonNull(
                        Schema.mergeSchemas(
                                Schema.getDefaultStandardSchema(),
                                new Schema(groups()),
                                new Schema(posix()),
                                new Schema(subschema())));
        Set<String> secret = new HashSet<>(SchemaNames.SECRET_ATTRIBUTES);
        secret.add(PASSWORD);
        return new EmbeddedSchema(
                schema,
                new AttributeSet(schema, secret),
                new AttributeSet(schema, List.of(SchemaNames.FEDERATED_IDENTITY)),
                new AttributeSet(schema, List.of(PASSWORD)));
    }

    /**
     * {@code groupOfNames} as RFC 4519 has it, section 3.5: the library's own form lets a group
     * have no member. {@code groupOfURLs} as servers have it: nothing here expands it. And what
     * names the groups of an entry, which {@link Memberships} answers.
     */
    private static Entry groups() {
        Entry entry = new Entry("cn=schema");
        entry.addAttribute("objectClass", "top", "ldapSubentry", "subschema");
        entry.addAttribute(
                "objectClasses",
                "( 2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn )"
                        + " MAY ( businessCategory $ seeAlso $ owner $ ou $ o $ description ) )",
                "( 2.16.840.1.113730.3.2.33 NAME 'groupOfURLs' SUP top STRUCTURAL MUST cn MAY ("
                        + " memberURL $ businessCategory $ description $ o $ ou $ owner $ seeAlso"
                        + " ) )");
        entry.addAttribute(
                "attributeTypes",
                "( 2.16.840.1.113730.3.1.198 NAME 'memberURL' SUP labeledURI )",
                "( 1.2.840.113556.1.2.102 NAME 'memberOf' EQUALITY distinguishedNameMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.12 NO-USER-MODIFICATION"
                        + " USAGE dSAOperation )");
        return entry;
    }

    /** Accounts of Linux machines (RFC 2307, section 2), which the library does not know. */
    private static Entry posix() {
        Entry entry = new Entry("cn=schema");
        entry.addAttribute("objectClass", "top", "ldapSubentry", "subschema");
        String number =
                "( 1.3.6.1.1.1.1.%d NAME '%s' EQUALITY integerMatch"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )";
        String text =
                "( 1.3.6.1.1.1.1.%d NAME '%s' EQUALITY caseExactIA5Match"
                        + " SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 SINGLE-VALUE )";
        entry.addAttribute(
                "attributeTypes",
                number.formatted(0, "uidNumber"),
                number.formatted(1, "gidNumber"),
                text.formatted(2, "gecos"),
                text.formatted(3, "homeDirectory"),
                text.formatted(4, "loginShell"));
        entry.addAttribute(
                "objectClasses",
                "( 1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY MUST ( cn $ uid $"
                        + " uidNumber $ gidNumber $ homeDirectory ) MAY ( userPassword $ loginShell"
                        + " $ gecos $ description ) )");
        return entry;
    }

    private static Entry subschema() {
        String[] lines = SchemaLdif.forServer(SchemaForm.SUBSCHEMA).lines().toArray(String[]::new);
        try {
            return LDIFReader.decodeEntry(lines);
        } catch (LDIFException e) {
            throw new IllegalStateException("The packaged schema cannot be read.", e);
        }
    }
}
