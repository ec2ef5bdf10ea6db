package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.VerifiedIdentity;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes the identity of the claims that were verified. */
record IdentityReader(OidcConnection connection, InstantSource clock) {
    private static final int LONGEST_SID = 255;

    /**
     * The identity.
     *
     * @param noted adds to the sign-in what is needed of its tokens
     */
    VerifiedIdentity of(Map<String, Object> claims, UnaryOperator<ProviderLogin> noted) {
        ClaimReader reader = new ClaimReader(claims);
        String issuer = Objects.requireNonNull(reader.text("iss"));
        String subject = Objects.requireNonNull(reader.text("sub"));
        var authenticated = reader.instant("auth_time");
        ProviderLogin login =
                new ProviderLogin(
                        connection.id(),
                        issuer,
                        subject,
                        sid(claims),
                        reader.requiredInstant("iat"),
                        null,
                        null);
        return new VerifiedIdentity(
                connection.id(),
                issuer,
                subject,
                new Claims(claims),
                authenticated == null ? clock.instant() : authenticated,
                reader.textsIfAny("amr"),
                noted.apply(login));
    }

    /** What is no usable name ends nothing. */
    private static @Nullable String sid(Map<String, Object> claims) {
        return claims.get("sid") instanceof String sid
                        && !sid.isBlank()
                        && sid.length() <= LONGEST_SID
                ? sid
                : null;
    }
}
