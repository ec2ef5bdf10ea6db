package dev.vestibule.flow.parse;

import dev.vestibule.provisioning.api.MetadataMapping;
import dev.vestibule.provisioning.api.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.api.MetadataMapping.OwnSchema;

/** Reads {@code directory.schema} and {@code directory.attributes}. */
record DirectorySchemaReader(Reading reading) {

    MetadataMapping read(Fields directory) {
        boolean own = directory.get(DirectoryKeys.OWN_SCHEMA);
        if (own == directory.has(DirectoryKeys.ATTRIBUTES)) {
            disagree(directory, own);
        }
        return own
                ? new OwnSchema()
                : directory
                        .node(DirectoryKeys.ATTRIBUTES)
                        .<MetadataMapping>map(this::named)
                        .orElseGet(OwnSchema::new);
    }

    private MetadataMapping named(YamlNode node) {
        Fields fields = Fields.of(node, DirectoryKeys.ATTRIBUTES_SECTION, reading);
        return new NamedAttributes(
                fields.get(DirectoryKeys.LINK, "link"),
                fields.get(DirectoryKeys.PROVENANCE, "provenance"),
                fields.get(DirectoryKeys.GRANTS, "grants"),
                fields.get(DirectoryKeys.STATE, "state"));
    }

    private void disagree(Fields directory, boolean own) {
        reading.problems()
                .error(
                        directory.place().below("attributes"),
                        own ? "attributes beside Vestibule's schema" : "nothing",
                        "attributes together with schema: none",
                        own
                                ? "Remove attributes, or write schema: none."
                                : "Name the attributes that store the gateway's records.");
    }
}
