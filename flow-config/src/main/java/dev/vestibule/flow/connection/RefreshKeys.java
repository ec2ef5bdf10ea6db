package dev.vestibule.flow.connection;

import dev.vestibule.flow.connection.OidcConnection.Refresh;
import dev.vestibule.flow.schema.Fields;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a provider is asked again, as the YAML says it.
 *
 * @param every null for never
 */
record RefreshKeys(OidcPreset preset, @Nullable Duration every, Duration grace, Fields fields) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final String KEY = "refresh";
    private static final String OFFLINE = "offline_access";

    /** Those that issue refresh tokens for this scope only. */
    private static final Set<String> BY_SCOPE = Set.of("microsoft", "okta", "auth0");

    /** What the YAML says; null where the provider is not asked again. */
    @Nullable Refresh read(List<String> scopes, Map<String, String> parameters) {
        if (every == null) {
            checkUnused();
            return null;
        }
        if (fields.sound(KEY) && every.compareTo(SHORTEST) < 0) {
            fields.error(
                    KEY,
                    "a time under one minute",
                    "at least 1m",
                    "Write a longer time: each session in use costs the provider a request.");
        }
        if (preset.google() && !"offline".equals(parameters.get("access_type"))) {
            fields.error(
                    KEY,
                    "refresh without access_type: offline",
                    "the key beside authorization-parameters: { access_type: offline }",
                    "Add the parameter: without it Google issues no refresh token.");
        }
        if (BY_SCOPE.contains(preset.name()) && !scopes.contains(OFFLINE)) {
            fields.error(
                    KEY,
                    "refresh without the scope offline_access",
                    "the key beside scopes with offline_access",
                    "Add the scope: without it %s issues no refresh token."
                            .formatted(preset.product()));
        }
        return new Refresh(every, grace);
    }

    private void checkUnused() {
        if (fields.has("refresh-grace")) {
            fields.error(
                    "refresh-grace",
                    "a grace without refresh",
                    "the key beside refresh",
                    "Remove the key, or add refresh.");
        }
    }
}
