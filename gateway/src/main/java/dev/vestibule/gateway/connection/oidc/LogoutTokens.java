package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.ProviderSignOut.Notice;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * Verifies logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6).
 *
 * @param algorithms the connection's allow-list
 * @param validator of the connection
 */
record LogoutTokens(Set<String> algorithms, IdTokenValidator validator, SignatureCheck signatures) {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** Section 2.4 recommends the second one; older providers write the first or none. */
    private static final Set<String> TYPES = Set.of("jwt", "logout+jwt");

    private static final int LONGEST = 255;

    Future<Notice> verified(String serialized) {
        return Future.succeededFuture()
                .map(_ -> IdToken.parse(serialized, algorithms, TYPES))
                .compose(token -> signatures.of(token).map(_ -> notice(token)))
                .recover(failure ->
                        Future.failedFuture(OidcFailures.about("logout token", failure)));
    }

    private Notice notice(IdToken token) {
        ClaimReader claims = new ClaimReader(token.claims());
        validator.checkOrigin(claims);
        boolean logout =
                token.claims().get("events") instanceof Map<?, ?> events
                        && events.get(EVENT) instanceof Map<?, ?>;
        require(logout, "the logout token has no event of a logout");
        require(!token.claims().containsKey("nonce"), "the logout token has a nonce");
        String sid = claims.text("sid");
        String subject = claims.text("sub");
        require(usable(sid) && usable(subject), "the logout token's sid or sub is no name");
        require(sid != null || subject != null, "the logout token has neither sid nor sub");
        String id = claims.text("jti");
        if (id == null || !usable(id)) {
            throw OidcFailures.rejected("the logout token has no jti");
        }
        return new Notice(
                id, validator.issuer(claims), sid, subject, claims.requiredInstant("iat"));
    }

    private static boolean usable(@Nullable String name) {
        return name == null || !name.isBlank() && name.length() <= LONGEST;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw OidcFailures.rejected(otherwise);
        }
    }
}
