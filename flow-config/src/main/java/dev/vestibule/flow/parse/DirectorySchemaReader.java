package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.DirectorySettings.NamedAttributes;
import dev.vestibule.flow.model.DirectorySettings.OwnSchema;
import dev.vestibule.flow.model.DirectorySettings.Schema;

/** Reads {@code directory.schema} and {@code directory.attributes}. */
record DirectorySchemaReader(Reading reading) {

    Schema read(Fields directory) {
        boolean own = directory.get(DirectoryKeys.OWN_SCHEMA);
        if (own == directory.has(DirectoryKeys.ATTRIBUTES)) {
            disagree(directory, own);
        }
        return own
                ? new OwnSchema()
                : directory
                        .node(DirectoryKeys.ATTRIBUTES)
                        .<Schema>map(this::named)
                        .orElseGet(OwnSchema::new);
    }

    private Schema named(YamlNode node) {
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
