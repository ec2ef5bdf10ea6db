package dev.vestibule.flow.connection;

import dev.vestibule.flow.provisioning.Provisioning;
import dev.vestibule.flow.theme.Picture;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An OpenID Connect provider.
 *
 * @param issuer exactly as the provider's ID tokens carry it
 * @param authorizationParameters sent with the authorization request beside the protocol's own
 * @param signingAlgorithms the only algorithms that an ID token may be signed with, never {@code
 *     none} nor a symmetric one
 * @param audiences what an ID token may be for beside our client
 * @param icon null for a letter
 * @param signOut where a user who signs out is signed out
 * @param responseMode how the answer to an authorization request comes
 * @param quirks what the provider does in its own way
 */
public record OidcConnection(
        String id,
        String title,
        URI issuer,
        String clientId,
        Secret clientSecret,
        ClientAuthentication clientAuthentication,
        List<String> scopes,
        Map<String, String> authorizationParameters,
        Set<String> signingAlgorithms,
        Set<String> audiences,
        Provisioning provisioning,
        @Nullable Picture icon,
        SignOut signOut,
        ResponseMode responseMode,
        Quirks quirks)
        implements Connection {
    public OidcConnection {
        scopes = List.copyOf(scopes);
        authorizationParameters =
                Collections.unmodifiableMap(new LinkedHashMap<>(authorizationParameters));
        signingAlgorithms = Set.copyOf(signingAlgorithms);
        audiences = Set.copyOf(audiences);
    }

    /** One that signs users out at the provider, if it can. */
    public OidcConnection(
            String id,
            String title,
            URI issuer,
            String clientId,
            Secret clientSecret,
            ClientAuthentication clientAuthentication,
            List<String> scopes,
            Map<String, String> authorizationParameters,
            Set<String> signingAlgorithms,
            Set<String> audiences,
            Provisioning provisioning,
            @Nullable Picture icon) {
        this(
                id,
                title,
                issuer,
                clientId,
                clientSecret,
                clientAuthentication,
                scopes,
                authorizationParameters,
                signingAlgorithms,
                audiences,
                provisioning,
                icon,
                SignOut.PROVIDER,
                ResponseMode.QUERY,
                Quirks.NONE);
    }

    /**
     * What a provider does in its own way.
     *
     * @param apple names in the token that is Apple's client secret; null for others
     * @param tenants null where the connection has one issuer
     * @param ca PEM file with the authorities of its certificates; null for those of the runtime
     * @param pushed whether authorization requests are pushed (RFC 9126) although it requires none
     * @param refresh null where it is not asked again
     */
    public record Quirks(
            @Nullable AppleKey apple,
            @Nullable Tenants tenants,
            @Nullable Path ca,
            boolean pushed,
            @Nullable Refresh refresh) {
        /** Of a provider that keeps to the protocol. */
        public static final Quirks NONE = new Quirks(null, null, null, false, null);
    }

    /**
     * How the provider is asked again while a session is in use.
     *
     * @param every at most so often
     * @param grace how long sessions last while it does not answer
     */
    public record Refresh(Duration every, Duration grace) {}

    /**
     * The names that Apple gives to a key.
     *
     * @param team of developers
     * @param id of the key
     */
    public record AppleKey(String team, String id) {}

    /** How the gateway authenticates at the token endpoint (OpenID Connect Core, section 9). */
    public enum ClientAuthentication {
        /** The secret in a header. */
        BASIC,
        /** The secret in the body. */
        POST,
        /** A token that is signed with the secret, which is not sent itself. */
        SECRET_JWT,
        /** A token that is signed with a private key, which takes the place of the secret. */
        PRIVATE_KEY_JWT
    }

    /** How the answer comes (OAuth 2.0 Multiple Response Types and Form Post Response Mode). */
    public enum ResponseMode {
        QUERY,
        FORM_POST
    }

    @Override
    public String subjectIssuer() {
        return quirks.tenants() == null ? issuer.toString() : quirks.tenants().template();
    }

    @Override
    public @Nullable Path ca() {
        return quirks.ca();
    }

    @Override
    public boolean issues(String subjectIssuer) {
        Tenants tenants = quirks.tenants();
        return tenants == null
                ? issuer.toString().equals(subjectIssuer)
                : tenants.issues(subjectIssuer);
    }
}
