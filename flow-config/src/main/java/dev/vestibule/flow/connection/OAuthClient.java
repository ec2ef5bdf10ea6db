package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our client at a provider that has OAuth 2.0 without OpenID Connect.
 *
 * @param issuer constant name of the provider, as it has none of its own: with the user's number
 *     there it is the key of an account link
 * @param authorizationParameters sent with the authorization request beside the protocol's own
 * @param icon null for a letter
 * @param ca PEM file with the authorities of its certificates; null for those of the Java runtime
 */
public record OAuthClient(
        String id,
        String title,
        URI issuer,
        String clientId,
        Secret clientSecret,
        List<String> scopes,
        Map<String, String> authorizationParameters,
        Provisioning provisioning,
        @Nullable Picture icon,
        @Nullable Path ca) {
    public OAuthClient {
        scopes = List.copyOf(scopes);
        authorizationParameters =
                Collections.unmodifiableMap(new LinkedHashMap<>(authorizationParameters));
    }
}
