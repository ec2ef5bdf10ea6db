package dev.vestibule.provisioning.vocabulary;

import java.util.List;

/** Where an account's link, provenance, grants and fingerprints are kept. */
public sealed interface MetadataMapping {

    /** In the attributes of Vestibule's own schema. */
    record OwnSchema() implements MetadataMapping {}

    /**
     * In attributes that the directory has already, for servers whose schema cannot be changed. The
     * last three may be the same attribute: their values say what they are.
     *
     * @param link takes {@code vestibuleFederatedIdentity}; if it is single-valued, an account has
     *     one identity
     * @param provenance stores all other records that are not secret; several values
     * @param grants takes {@code vestibuleGrantedGroup}; several values
     * @param state takes {@code vestibuleSyncState}; several values
     */
    record NamedAttributes(String link, String provenance, String grants, String state)
            implements MetadataMapping {
        /** The attributes, that of the link first. */
        public List<String> names() {
            return List.of(link, provenance, grants, state);
        }
    }
}
