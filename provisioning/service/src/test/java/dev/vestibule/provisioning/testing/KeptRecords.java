package dev.vestibule.provisioning.testing;

import dev.vestibule.provisioning.ldap.DirectoryConfig;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.NamedAttributes;
import dev.vestibule.provisioning.vocabulary.MetadataMapping.OwnSchema;

import java.util.List;

/** Where a directory keeps what is ours, seen from outside. */
public record KeptRecords(DirectoryConfig config) {

    /** The directory's name for an attribute of ours. */
    public String attribute(String name) {
        return switch (config.kind().metadata()) {
            case OwnSchema() -> name;
            case NamedAttributes named ->
                    switch (name) {
                        case "vestibuleFederatedIdentity" -> named.link();
                        case "vestibuleGrantedGroup" -> named.grants();
                        case "vestibuleSyncState" -> named.state();
                        default -> named.provenance();
                    };
        };
    }

    /** The value as the directory has it. */
    public String stored(String name, String value) {
        return tag(name) + value;
    }

    /** Those of the directory's values that are of this attribute of ours, as we know them. */
    public List<String> restored(String name, List<String> values) {
        String tag = tag(name);
        return values.stream()
                .filter(value -> value.startsWith(tag))
                .map(value -> value.substring(tag.length()))
                .toList();
    }

    private String tag(String name) {
        return switch (config.kind().metadata()) {
            case OwnSchema() -> "";
            case NamedAttributes _ -> name.equals("vestibuleFederatedIdentity") ? "" : name + ": ";
        };
    }
}
