package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.provisioning.inspect.Finding.Level;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
        AllowedAttributes taken =
                AllowedAttributes.of(directory, schema).and(query.objectClasses(), schema);
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
                    "The schema lacks "
                            + String.join(
                                    ", ", missing.stream().map(VestibuleSchema::name).toList())
                            + ".",
                    "Add it as the server's administrator.",
                    directory.blueprint().schema(missing));
        }
    }

    private void named(NamedAttributes named, Schema schema) throws LDAPException {
        List<String> all =
                Stream.of(named.link(), named.provenance(), named.grants(), named.state())
                        .distinct()
                        .toList();
        AllowedAttributes taken = AllowedAttributes.of(directory, schema);
        List<String> problems = new ArrayList<>();
        for (String name : all) {
            AttributeTypeDefinition type = schema.getAttributeType(name);
            if (type == null) {
                problems.add("The schema has no attribute " + name + ".");
            } else if (!taken.contains(type)) {
                problems.add("No object class of an account has the attribute " + name + ".");
            } else if (type.isSingleValued() && !name.equalsIgnoreCase(named.link())) {
                problems.add(
                        "The attribute "
                                + name
                                + " is single-valued, and several values are needed.");
            }
        }
        problems.forEach(found ->
                findings.problem(TOPIC, found, "Name another in directory.attributes.", ""));
        if (problems.isEmpty()) {
            findings.fine(TOPIC, "The attributes of directory.attributes are present.");
            oneLink(schema.getAttributeType(named.link()));
        }
    }

    private void oneLink(@Nullable AttributeTypeDefinition link) {
        if (link != null && link.isSingleValued()) {
            findings.note(
                    TOPIC,
                    "The attribute " + link.getNameOrOID() + " is single-valued.",
                    "An account can have one identity: linking a second one is refused.");
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

    private void mapped(String name, Schema schema, AllowedAttributes taken) {
        AttributeTypeDefinition type = schema.getAttributeType(name);
        if (type == null) {
            problem(
                    name,
                    "The directory's schema has no attribute " + name + ".",
                    "Correct the name, or add the attribute to the schema.");
        } else if (!taken.contains(type)) {
            problem(
                    name,
                    "No object class of an account has the attribute " + name + ".",
                    "Map another attribute, or give accounts an object class that has it.");
        }
    }

    private void problem(String name, String found, String remedy) {
        findings.about(new Findings.Subject(TOPIC, name), Level.PROBLEM, found, remedy);
    }
}
