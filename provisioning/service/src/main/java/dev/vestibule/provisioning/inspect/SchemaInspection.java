package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the schema has our definitions, and a place for every attribute that is mapped. */
record SchemaInspection(TargetServer directory, Findings findings) {
    private static final String TOPIC = "schema";

    void inspect(InspectDirectory query) throws LDAPException {
        Schema schema = directory.ldap().getSchema();
        if (schema == null || schema.getAttributeTypes().isEmpty()) {
            findings.note(
                    TOPIC,
                    "The schema cannot be read with this account.",
                    "Let the gateway's account read the subschema entry, or run the check as an"
                            + " administrator.");
            return;
        }
        switch (directory.gateway().kind().metadata()) {
            case OwnSchema() -> ours(schema);
            case NamedAttributes named -> named(named, schema);
        }
        query.objectClasses().forEach(name -> known(name, schema));
        Set<String> taken = allowed(schema, query.objectClasses());
        query.attributes().forEach(name -> mapped(name, schema, taken));
        // Active Directory has no such groups at all, which is reported with the groups.
        if (!query.dynamicGroups().isEmpty()
                && directory.kind() != ServerKind.ACTIVE_DIRECTORY
                && schema.getObjectClass("groupOfURLs") == null) {
            findings.problem(
                    TOPIC,
                    "The schema has no groupOfURLs, and a connection has membership: dynamic.",
                    "On OpenLDAP load dyngroup.ldif, which comes with the server.",
                    "");
        }
    }

    private void ours(Schema schema) throws LDAPException {
        List<VestibuleSchema> missing = VestibuleSchema.missing(schema);
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "The schema of Vestibule is present.");
        } else {
            findings.problem(
                    TOPIC,
                    missing.stream()
                            .map(VestibuleSchema::name)
                            .collect(Collectors.joining(", ", "The schema lacks ", ".")),
                    "Add it as the server's administrator.",
                    directory.blueprint().schema(missing));
        }
    }

    private void named(NamedAttributes named, Schema schema) throws LDAPException {
        Set<String> taken = allowed(schema, List.of());
        List<String> problems = new ArrayList<>();
        for (String name : new LinkedHashSet<>(named.names())) {
            AttributeTypeDefinition type = schema.getAttributeType(name);
            if (type == null) {
                problems.add("The schema has no attribute " + name + ".");
            } else if (!fits(type, taken)) {
                problems.add("No object class of an account has the attribute " + name + ".");
            } else if (type.isSingleValued() && !name.equalsIgnoreCase(named.link())) {
                problems.add(
                        "The attribute %s is single-valued, and several values are needed."
                                .formatted(name));
            }
        }
        problems.forEach(found ->
                findings.problem(TOPIC, found, "Name another in directory.attributes.", ""));
        if (problems.isEmpty()) {
            findings.fine(TOPIC, "The attributes of directory.attributes are present.");
            AttributeTypeDefinition link = schema.getAttributeType(named.link());
            if (link != null && link.isSingleValued()) {
                findings.note(
                        TOPIC,
                        "The attribute " + named.link() + " is single-valued.",
                        "An account can have one identity: linking a second one is refused.");
            }
        }
    }

    private void known(String objectClass, Schema schema) {
        if (schema.getObjectClass(objectClass) == null) {
            problem(
                    objectClass,
                    "The directory's schema has no object class " + objectClass + ".",
                    "Correct the name, or add the class to the schema.");
        }
    }

    private void mapped(String name, Schema schema, Set<String> taken) {
        AttributeTypeDefinition type = schema.getAttributeType(name);
        if (type == null) {
            problem(
                    name,
                    "The directory's schema has no attribute " + name + ".",
                    "Correct the name, or add the attribute to the schema.");
        } else if (!fits(type, taken)) {
            problem(
                    name,
                    "No object class of an account has the attribute " + name + ".",
                    "Map another attribute, or give accounts an object class that has it.");
        }
    }

    /**
     * The attributes that an account's entry can have, by object classes; empty if unknown. Active
     * Directory says it of an entry itself ([MS-ADTS] 3.1.1.4.5.16).
     *
     * @param further classes that accounts have too
     */
    private Set<String> allowed(Schema schema, List<String> further) throws LDAPException {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (directory.kind() == ServerKind.ACTIVE_DIRECTORY) {
            String account = directory.gateway().login().dn();
            var own = directory.ldap().getEntry(account, "allowedAttributes");
            if (own != null) {
                names.addAll(SlapdConfiguration.values(own, "allowedAttributes"));
            }
        } else {
            names.addAll(taken("inetOrgPerson", schema));
            if (directory.gateway().kind().metadata() instanceof OwnSchema) {
                names.addAll(taken(SchemaNames.ACCOUNT, schema));
            }
        }
        if (!names.isEmpty()) {
            further.forEach(name -> names.addAll(taken(name, schema)));
        }
        return names;
    }

    private static List<String> taken(String objectClass, Schema schema) {
        var type = schema.getObjectClass(objectClass);
        return type == null
                ? List.of()
                : Stream.of(
                                type.getRequiredAttributes(schema, true),
                                type.getOptionalAttributes(schema, true))
                        .flatMap(Collection::stream)
                        .flatMap(each -> Stream.of(each.getNames()))
                        .toList();
    }

    private static boolean fits(AttributeTypeDefinition type, Set<String> allowed) {
        return allowed.isEmpty() || Stream.of(type.getNames()).anyMatch(allowed::contains);
    }

    private void problem(String name, String found, String remedy) {
        findings.add(new Finding(Level.PROBLEM, TOPIC, name, found, remedy, ""));
    }
}
