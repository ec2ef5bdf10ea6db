package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that an account's entry can have.
 *
 * @param names in small letters; empty if unknown; then every one passes
 */
record AllowedAttributes(Set<String> names) {

    /** By object classes; Active Directory says it of an entry itself ([MS-ADTS] 3.1.1.4.5.16). */
    static AllowedAttributes of(TargetServer directory, Schema schema) throws LDAPException {
        Set<String> names =
                directory.kind() == ServerKind.ACTIVE_DIRECTORY
                        ? allowed(directory)
                        : taken(classes(directory), schema);
        return new AllowedAttributes(names);
    }

    /** With what further classes take. */
    AllowedAttributes and(List<String> classes, Schema schema) {
        Set<String> all = new TreeSet<>(names);
        if (!all.isEmpty()) {
            all.addAll(taken(classes, schema));
        }
        return new AllowedAttributes(all);
    }

    private static Set<String> taken(List<String> classes, Schema schema) {
        return classes.stream()
                .map(schema::getObjectClass)
                .flatMap(type ->
                        type == null ? Stream.<String>empty() : taken(type, schema).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean contains(AttributeTypeDefinition type) {
        return names.isEmpty()
                || List.of(type.getNames()).stream().anyMatch(name -> names.contains(lower(name)));
    }

    private static List<String> classes(TargetServer directory) {
        return directory.gateway().kind().metadata() instanceof OwnSchema
                ? List.of("inetOrgPerson", SchemaNames.ACCOUNT)
                : List.of("inetOrgPerson");
    }

    private static Set<String> taken(ObjectClassDefinition type, Schema schema) {
        return List.of(
                        type.getRequiredAttributes(schema, true),
                        type.getOptionalAttributes(schema, true))
                .stream()
                .flatMap(Collection::stream)
                .flatMap(each -> List.of(each.getNames()).stream())
                .map(AllowedAttributes::lower)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> allowed(TargetServer directory) throws LDAPException {
        Entry own =
                directory.ldap().getEntry(directory.gateway().login().dn(), "allowedAttributes");
        String[] values = own == null ? null : own.getAttributeValues("allowedAttributes");
        return values == null
                ? Set.of()
                : List.of(values).stream()
                        .map(AllowedAttributes::lower)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
