package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.token.RefreshToken;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.flow.connection.OidcConnection.Refresh;
import dev.vestibule.gateway.connection.oidc.TokenEndpoint.Refreshed;
import dev.vestibule.gateway.connection.oidc.TokenEndpoint.Tokens;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.ProviderLogin.Grant;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.ProviderGrants;
import dev.vestibule.gateway.outbound.HttpAnswer;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Refresh tokens (OpenID Connect Core, section 12): kept sealed with the nonce of the sign-in, used
 * to ask the provider again, and given back (RFC 7009).
 *
 * @param refresh how the connection asks again
 */
record OidcGrants(
        OidcConnection connection,
        Refresh refresh,
        CachedDocument<ProviderMetadata> metadata,
        TokenEndpoint tokens,
        Checks checks,
        OidcResources resources)
        implements ProviderGrants {
    private static final Logger LOG = LoggerFactory.getLogger(OidcGrants.class);

    /** What a refresh token is sealed for. */
    private static final String PURPOSE = "refresh_token";

    private static final int LONGEST = 4096;
    private static final char BETWEEN = '\n';

    /** What verifies the answer. */
    record Checks(
            SignatureCheck signatures, IdTokenValidator validator, UserinfoEndpoint userinfo) {}

    /** The secrets of a grant. Its text form hides them. */
    private record Secrets(String nonce, String token) {
        @Override
        public String toString() {
            return "Secrets[hidden]";
        }
    }

    private record Asked(ProviderLogin login, VerifiedIdentity known, Secrets secrets) {}

    @Override
    public Duration grace() {
        return refresh.grace();
    }

    /** The sign-in with what asks again; without where the provider has sent no such token. */
    ProviderLogin noted(ProviderLogin login, Tokens sent, String nonce) {
        String token = sent.refreshToken();
        if (token == null || token.isBlank() || token.length() > LONGEST) {
            LOG.warn(
                    "no refresh token connection={} detail=\"{}\"",
                    connection.id(),
                    token == null
                            ? "the provider sends none: offline_access may be missing among scopes"
                            : "the one that the provider sends is empty or too long");
            return login;
        }
        return login.with(grant(login, new Secrets(nonce, token)));
    }

    private Grant grant(ProviderLogin login, Secrets secrets) {
        String both = secrets.nonce() + BETWEEN + secrets.token();
        return new Grant(
                resources.keys().seal(PURPOSE, login.owner(), both),
                resources.clock().instant().plus(refresh.every()),
                null);
    }

    private @Nullable Secrets secrets(ProviderLogin login) {
        Grant grant = login.grant();
        String both =
                grant == null ? null : resources.keys().open(PURPOSE, login.owner(), grant.token());
        if (both == null) {
            return null;
        }
        int end = both.indexOf(BETWEEN);
        return new Secrets(both.substring(0, end), both.substring(end + 1));
    }

    @Override
    public Future<Renewed> renew(ProviderLogin login, VerifiedIdentity known) {
        Secrets secrets = secrets(login);
        if (secrets == null) {
            return Future.failedFuture(
                    OidcFailures.unavailable("no key of gateway.keys opens the refresh token"));
        }
        return metadata.current()
                .compose(found ->
                        tokens.refresh(found.tokenEndpoint(), secrets.token())
                                .map(sent ->
                                        renewed(found, new Asked(login, known, secrets), sent)))
                .recover(OidcGrants::ours);
    }

    private Renewed renewed(ProviderMetadata found, Asked asked, Refreshed sent) {
        String next = sent.refreshToken();
        boolean rotated = next != null && !next.isBlank() && next.length() <= LONGEST;
        Secrets old = asked.secrets();
        Secrets kept = rotated ? new Secrets(old.nonce(), String.valueOf(next)) : old;
        Future<@Nullable VerifiedIdentity> identity =
                Future.succeededFuture()
                        .compose(_ -> verified(found, asked.login(), sent, old.nonce()))
                        .map(claims -> claims == null ? null : identity(asked.known(), claims))
                        .recover(OidcGrants::ours);
        return new Renewed(asked.login().with(grant(asked.login(), kept)), identity);
    }

    /** Null where there is no ID token: the provider still takes the grant, and says no more. */
    private Future<@Nullable Map<String, Object>> verified(
            ProviderMetadata found, ProviderLogin login, Refreshed sent, String nonce) {
        String serialized = sent.idToken();
        if (serialized == null) {
            return Future.succeededFuture();
        }
        IdToken token = IdToken.parse(serialized, connection.signingAlgorithms());
        return checks.signatures()
                .of(token)
                .<@Nullable Map<String, Object>>compose(_ -> {
                    checks.validator().validateRefreshed(token, login, nonce, sent.accessToken());
                    return checks.userinfo()
                            .enrich(token.claims(), found.userinfoEndpoint(), sent.accessToken())
                            .map(claims -> claims);
                });
    }

    /** When and how the user has signed in stays as it was. */
    private static VerifiedIdentity identity(VerifiedIdentity known, Map<String, Object> claims) {
        return new VerifiedIdentity(
                known.connection(),
                known.issuer(),
                known.subject(),
                new Claims(claims),
                known.authenticatedAt(),
                known.amr());
    }

    private static <T> Future<T> ours(Throwable cause) {
        return Future.failedFuture(OidcFailures.from(cause));
    }

    @Override
    public Future<Void> revoke(ProviderLogin login) {
        Secrets secrets = secrets(login);
        if (secrets == null) {
            return Future.succeededFuture();
        }
        return metadata.current()
                .compose(found -> revoked(found.revocationEndpoint(), secrets.token()))
                .onFailure(cause ->
                        LOG.warn(
                                "refresh token not revoked connection={} detail=\"{}\"",
                                connection.id(),
                                OidcFailures.from(cause).getMessage()))
                .otherwiseEmpty();
    }

    private Future<Void> revoked(@Nullable URI endpoint, String token) {
        if (endpoint == null) {
            return Future.succeededFuture();
        }
        var request =
                new TokenRevocationRequest(
                        endpoint, tokens.client().apply(endpoint), new RefreshToken(token));
        return tokens.http()
                .send(request.toHTTPRequest())
                .map(answer -> ProviderHttp.successful(answer, "the revocation request"))
                .map((HttpAnswer _) -> null);
    }
}
