package dev.vestibule.flow.connection;

import dev.vestibule.flow.connection.OidcConnection.AppleKey;
import dev.vestibule.flow.schema.Fields;

import org.jspecify.annotations.Nullable;

/**
 * The keys of a connection that only Apple has.
 *
 * @param team null when it is not written
 * @param id of the key; null when it is not written
 */
record AppleKeys(OidcPreset preset, @Nullable String team, @Nullable String id, Fields fields) {

    /** Null for another provider, and where one is missing; adds a problem where one has no use. */
    @Nullable AppleKey key() {
        if (!preset.apple()) {
            checkUnused();
            return null;
        }
        return team == null || id == null ? null : new AppleKey(team, id);
    }

    private void checkUnused() {
        if (team != null || id != null) {
            fields.error(
                    team == null ? "key-id" : "team-id",
                    "a key of Apple with " + preset.name(),
                    "team-id and key-id with type: apple",
                    "Remove the key.");
        }
    }
}
