package dev.vestibule.gateway.identity;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/** Verifies the access tokens by which programs sign in (RFC 6750). */
public interface BearerTokens {
    /**
     * Whether the token itself says that this provider has issued it. Nothing of it is verified.
     */
    boolean claims(String token);

    /**
     * Verifies a token. Fails with the failure of a sign-in: one that rejects an assertion when the
     * token admits no one, another one when the provider does not say.
     */
    Future<Bearer> verified(String token, Terms terms);

    /**
     * What a token must be.
     *
     * @param audiences of which it must name one
     * @param introspected whether the provider is asked about it (RFC 7662)
     */
    record Terms(Set<String> audiences, boolean introspected) {
        public Terms {
            audiences = Set.copyOf(audiences);
        }
    }

    /**
     * A token that holds.
     *
     * @param identity of the user that it acts for
     * @param scopes that it has
     * @param end when it ends; null where the provider does not say
     */
    record Bearer(VerifiedIdentity identity, Set<String> scopes, @Nullable Instant end) {
        public Bearer {
            scopes = Set.copyOf(scopes);
        }
    }
}
