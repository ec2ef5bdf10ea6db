package dev.vestibule.gateway.connection.oidc;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What every OpenID Connect authenticator shares.
 *
 * @param random cryptographically strong, such as {@link java.security.SecureRandom}
 */
public record OidcResources(
        AuthorizationUrls urls, BoundedHttp http, InstantSource clock, RandomGenerator random) {}
