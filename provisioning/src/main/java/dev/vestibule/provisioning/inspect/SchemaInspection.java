package dev.vestibule.provisioning.inspect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;

import dev.vestibule.ldap.SchemaNames;
import dev.vestibule.provisioning.api.Finding.Level;
import dev.vestibule.provisioning.api.InspectDirectory;
import dev.vestibule.provisioning.directory.Bookkeeping.NamedAttributes;
import dev.vestibule.provisioning.directory.Bookkeeping.OwnSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the schema has our definitions, and a place for every attribute that is mapped. */
record SchemaInspection(Inspected directory, Findings findings) {
    private static final String TOPIC = "schema";
    private static final List<String> CLASSES = List.of("inetOrgPerson", SchemaNames.ACCOUNT);

    void inspect(InspectDirectory query) throws LDAPException {
        Schema schema = directory.ldap().getSchema();
        if (schema == null || schema.getAttributeTypes().isEmpty()) {
            findings.note(
                    TOPIC,
                    "The schema cannot be read with this account.",
                    "Let the gateway's account read the subschema entry, or look there as an"
                            + " administrator.");
            return;
        }
        switch (directory.gateway().bookkeeping()) {
            case OwnSchema() -> ours(schema);
            case NamedAttributes named -> named(named, schema);
        }
        query.attributes().forEach(name -> mapped(name, schema));
        if (!query.dynamicGroups().isEmpty() && schema.getObjectClass("groupOfURLs") == null) {
            findings.problem(
                    TOPIC,
                    "The schema has no groupOfURLs, and a connection has membership: dynamic.",
                    "On OpenLDAP load dyngroup.ldif, which comes with the server.",
                    "");
        }
    }

    private void ours(Schema schema) {
        List<OurSchema> missing =
                OurSchema.definitions().stream()
                        .filter(definition -> !has(schema, definition))
                        .toList();
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "The schema of Vestibule is there.");
        } else {
            findings.problem(
                    TOPIC,
                    "The schema lacks "
                            + String.join(", ", missing.stream().map(OurSchema::name).toList())
                            + ".",
                    "Add it as the server's administrator.",
                    Blueprint.schema(directory.kind(), missing));
        }
    }

    private void named(NamedAttributes named, Schema schema) {
        List<String> missing =
                Stream.of(named.link(), named.provenance(), named.grants(), named.state())
                        .distinct()
                        .filter(name -> schema.getAttributeType(name) == null)
                        .toList();
        if (missing.isEmpty()) {
            findings.fine(TOPIC, "The attributes of directory.attributes are there.");
        } else {
            findings.problem(
                    TOPIC,
                    "The schema has no attribute " + String.join(", ", missing) + ".",
                    "Name others in directory.attributes.",
                    "");
        }
    }

    private static boolean has(Schema schema, OurSchema definition) {
        if (definition.kind().equals("attributeTypes")) {
            return schema.getAttributeType(definition.name()) != null;
        }
        ObjectClassDefinition found = schema.getObjectClass(definition.name());
        return found != null
                && OurSchema.definitions().stream()
                        .filter(each -> each.kind().equals("attributeTypes"))
                        .allMatch(each -> takes(found, each.name()));
    }

    private static boolean takes(ObjectClassDefinition type, String attribute) {
        return List.of(type.getOptionalAttributes()).stream().anyMatch(attribute::equalsIgnoreCase);
    }

    private void mapped(String name, Schema schema) {
        AttributeTypeDefinition type = schema.getAttributeType(name);
        if (type == null) {
            findings.about(
                    new Findings.Subject(TOPIC, name),
                    Level.PROBLEM,
                    "The directory's schema has no attribute " + name + ".",
                    "Correct the name, or add the attribute to the schema.");
        } else if (directory.kind() != ServerKind.ACTIVE_DIRECTORY && !allowed(type, schema)) {
            findings.about(
                    new Findings.Subject(TOPIC, name),
                    Level.PROBLEM,
                    "No object class of an account takes the attribute " + name + ".",
                    "Map another attribute, or give accounts an object class that has it.");
        }
    }

    private static boolean allowed(AttributeTypeDefinition type, Schema schema) {
        List<AttributeTypeDefinition> taken = new ArrayList<>();
        for (String name : CLASSES) {
            ObjectClassDefinition found = schema.getObjectClass(name);
            if (found != null) {
                taken.addAll(found.getRequiredAttributes(schema, true));
                taken.addAll(found.getOptionalAttributes(schema, true));
            }
        }
        return taken.isEmpty()
                || taken.stream().anyMatch(each -> each.getOID().equals(type.getOID()));
    }
}
