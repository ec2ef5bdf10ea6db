package dev.vestibule.gateway.oidc;

import dev.vestibule.flow.model.Connection;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.idp.AuthenticationAnswer;
import dev.vestibule.gateway.idp.AuthenticationFailure;
import dev.vestibule.gateway.idp.AuthenticationStart;
import dev.vestibule.gateway.idp.AuthenticationTrip;
import dev.vestibule.gateway.idp.Authenticator;
import dev.vestibule.gateway.oidc.CachedDocument.Fetched;
import dev.vestibule.gateway.oidc.TokenEndpoint.Tokens;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * The authorization code flow with one OpenID provider (OpenID Connect Core, section 3.1). One
 * instance serves one connection of one configuration version; it keeps the provider's metadata and
 * keys. Tokens live only until they are verified.
 */
public final class OidcAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(OidcAuthenticator.class);

    private final Connection.Oidc connection;
    private final InstantSource clock;
    private final AuthorizationRequests requests;
    private final AnswerInspection inspection;
    private final Discovery discovery;
    private final CachedDocument<ProviderMetadata> metadata;
    private final CachedDocument<SigningKeys> keys;
    private final TokenEndpoint tokenEndpoint;
    private final IdTokenValidator validator;
    private final UserinfoEndpoint userinfoEndpoint;

    /**
     * Makes an authenticator; it makes no call before the first login.
     *
     * @param redirectUri the gateway's callback address for this connection, as it is registered at
     *     the provider
     */
    public OidcAuthenticator(Connection.Oidc connection, URI redirectUri, OidcResources resources) {
        this.connection = connection;
        clock = resources.clock();
        requests = new AuthorizationRequests(connection, redirectUri, resources);
        inspection = new AnswerInspection(connection.issuer().toString());
        discovery = new Discovery(connection.issuer(), resources.http());
        metadata = new CachedDocument<>(this::fetchMetadata, metadataPatience(), clock);
        keys = new CachedDocument<>(this::fetchKeys, keyPatience(), clock);
        tokenEndpoint = new TokenEndpoint(connection, redirectUri, resources.http());
        validator = new IdTokenValidator(rules(connection), clock);
        userinfoEndpoint = new UserinfoEndpoint(resources.http());
    }

    @Override
    public Future<AuthenticationStart> begin(String state) {
        return failingWell(
                metadata.current()
                        .map(found -> requests.create(found.authorizationEndpoint(), state)));
    }

    @Override
    public Future<AuthenticationStart> beginAnew(String state) {
        return failingWell(
                metadata.current()
                        .map(found ->
                                requests.createAnew(
                                        found.authorizationEndpoint(), state, clock.instant())));
    }

    @Override
    public void inspect(AuthenticationAnswer answer) {
        try {
            inspection.code(answer, metadata.known());
        } catch (AuthenticationFailure failure) {
            log(failure);
            throw failure;
        }
    }

    @Override
    public Future<VerifiedIdentity> complete(AuthenticationTrip trip, AuthenticationAnswer answer) {
        return failingWell(
                metadata.current()
                        .compose(found -> redeem(found, trip, answer))
                        .map(this::identity));
    }

    private Future<Fetched<ProviderMetadata>> fetchMetadata() {
        return discovery.metadata().onFailure(cause -> noteKept(metadata.known(), cause));
    }

    private Future<Fetched<SigningKeys>> fetchKeys() {
        return metadata.current()
                .compose(discovery::keys)
                .onFailure(cause -> noteKept(keys.known(), cause));
    }

    /** Where nothing is kept, the login that asked fails and says so. */
    private void noteKept(@Nullable Object kept, Throwable cause) {
        if (kept != null) {
            LOG.warn(
                    "provider document kept connection={} detail=\"{}\"",
                    connection.id(),
                    Refusal.from(cause).getMessage());
        }
    }

    private Future<Map<String, Object>> redeem(
            ProviderMetadata found, AuthenticationTrip trip, AuthenticationAnswer answer) {
        // Again, because the metadata may not have been known to inspect.
        String code = inspection.code(answer, found);
        return tokenEndpoint
                .redeem(found.tokenEndpoint(), code, trip.codeVerifier())
                .compose(tokens -> verify(found, tokens, trip));
    }

    private Future<Map<String, Object>> verify(
            ProviderMetadata found, Tokens tokens, AuthenticationTrip trip) {
        IdToken idToken = IdToken.parse(tokens.idToken(), connection.signingAlgorithms());
        return checkSignature(idToken)
                .compose(_ -> {
                    validator.validate(idToken, trip, tokens.accessToken());
                    return claims(found, idToken, tokens);
                });
    }

    /** With newer keys where the known ones do not do: a key may be new under an old name. */
    private Future<Void> checkSignature(IdToken idToken) {
        return keys.current()
                .compose(known ->
                        known.objection(idToken) == null
                                ? Future.succeededFuture()
                                : checkSignatureAgain(idToken, known));
    }

    private Future<Void> checkSignatureAgain(IdToken idToken, SigningKeys known) {
        return keys.newerThan(known)
                .compose(latest -> {
                    AuthenticationFailure objection = latest.objection(idToken);
                    return objection == null
                            ? Future.succeededFuture()
                            : Future.failedFuture(objection);
                });
    }

    private Future<Map<String, Object>> claims(
            ProviderMetadata found, IdToken idToken, Tokens tokens) {
        URI endpoint = found.userinfoEndpoint();
        return endpoint == null
                ? Future.succeededFuture(idToken.claims())
                : userinfoEndpoint.enrich(idToken.claims(), endpoint, tokens.accessToken());
    }

    private VerifiedIdentity identity(Map<String, Object> claims) {
        ClaimReader reader = new ClaimReader(claims);
        Instant authenticated = reader.instant("auth_time");
        return new VerifiedIdentity(
                connection.id(),
                connection.issuer().toString(),
                Objects.requireNonNull(reader.text("sub")),
                new Claims(claims),
                authenticated == null ? clock.instant() : authenticated,
                reader.texts("amr"));
    }

    private <T> Future<T> failingWell(Future<T> outcome) {
        return outcome.recover(cause -> {
            AuthenticationFailure failure = Refusal.from(cause);
            log(failure);
            return Future.failedFuture(failure);
        });
    }

    private void log(AuthenticationFailure failure) {
        LOG.warn(
                "authentication failed connection={} reason={} detail=\"{}\"",
                connection.id(),
                failure.reason(),
                failure.getMessage());
    }

    private static IdTokenValidator.Rules rules(Connection.Oidc connection) {
        String maxAge = connection.authorizationParameters().getOrDefault("max_age", "");
        return new IdTokenValidator.Rules(
                connection.issuer().toString(),
                connection.clientId(),
                connection.audiences(),
                maxAge.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(maxAge)) : null);
    }

    private static Patience metadataPatience() {
        return patience(Duration.ofHours(24));
    }

    /**
     * Keys serve a while longer where newer ones cannot be had, since the token comes from the
     * provider itself over TLS; but a key that it withdrew must not serve for long.
     */
    private static Patience keyPatience() {
        return patience(Duration.ofHours(1));
    }

    private static Patience patience(Duration stale) {
        return new Patience(
                stale, Duration.ofSeconds(1), Duration.ofSeconds(15), 5, Duration.ofSeconds(12));
    }
}
