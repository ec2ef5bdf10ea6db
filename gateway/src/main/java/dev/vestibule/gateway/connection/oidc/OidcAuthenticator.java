package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.connection.oidc.CachedDocument.Fetched;
import dev.vestibule.gateway.connection.oidc.CachedDocument.RetryPolicy;
import dev.vestibule.gateway.connection.oidc.TokenEndpoint.Tokens;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.identity.BearerTokens;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.login.Authenticator.Verdict;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.ProviderSignOut;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The authorization code flow with one OpenID provider (OpenID Connect Core, section 3.1). One
 * instance serves one connection of one configuration version; it keeps the provider's metadata and
 * keys. Tokens live only until they are verified.
 */
final class OidcAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(OidcAuthenticator.class);
    private static final Duration METADATA_KEPT = Duration.ofHours(24);

    /**
     * Keys serve a while longer where newer ones cannot be had, since the token comes from the
     * provider itself over TLS; but a key that it withdrew must not serve for long.
     */
    private static final Duration KEYS_KEPT = Duration.ofHours(1);

    private final OidcConnection connection;
    private final AuthorizationRequests requests;
    private final AnswerInspection inspection;
    private final Discovery discovery;
    private final CachedDocument<ProviderMetadata> metadata;
    private final CachedDocument<SigningKeys> keys;
    private final SignatureCheck signatures;
    private final PushedRequests pushed;
    private final TokenEndpoint tokenEndpoint;
    private final IdTokenValidator validator;
    private final UserinfoEndpoint userinfoEndpoint;
    private final IdentityReader identities;
    private final OidcSignOut signOut;
    private final AccessTokens accessTokens;

    /**
     * Makes an authenticator; it makes no call before the first login.
     *
     * @param redirectUri the gateway's callback address for this connection, as it is registered at
     *     the provider
     */
    public OidcAuthenticator(OidcConnection connection, URI redirectUri, OidcResources resources) {
        this.connection = connection;
        InstantSource clock = resources.clock();
        requests = new AuthorizationRequests(connection, redirectUri, resources);
        inspection = new AnswerInspection(connection::issues);
        discovery =
                new Discovery(connection.issuer(), connection.subjectIssuer(), resources.http());
        metadata = new CachedDocument<>(this::fetchMetadata, policy(METADATA_KEPT), clock);
        keys = new CachedDocument<>(this::fetchKeys, policy(KEYS_KEPT), clock);
        signatures = new SignatureCheck(keys);
        ClientAssertion client = new ClientAssertion(connection, resources);
        pushed = new PushedRequests(connection, client, resources.http());
        tokenEndpoint = new TokenEndpoint(client::at, redirectUri, resources.http());
        validator = new IdTokenValidator(rules(connection), clock);
        identities = new IdentityReader(connection, clock);
        userinfoEndpoint =
                new UserinfoEndpoint(resources.http(), connection, validator, signatures);
        URI back = redirectUri.resolve(RequestTarget.LOGOUT);
        LogoutTokens logouts =
                new LogoutTokens(connection.signingAlgorithms(), validator, signatures);
        signOut =
                new OidcSignOut(connection, back, metadata, resources, logouts, grants(resources));
        accessTokens =
                new AccessTokens(
                        connection,
                        signatures,
                        new Introspection(metadata, client, resources.http()),
                        clock);
    }

    @Override
    public Future<Challenge> begin(Attempt attempt) {
        // A parameter that has no value is no fault of the provider.
        Attempt.Asked asked = attempt.asked().get();
        return failingWell(
                metadata.current()
                        .compose(found ->
                                pushed.sent(
                                        found,
                                        requests.create(
                                                found.authorizationEndpoint(),
                                                attempt.key(),
                                                found.understood(asked)))));
    }

    @Override
    public ProviderSignOut signOut() {
        return signOut;
    }

    @Override
    public BearerTokens bearerTokens() {
        return accessTokens;
    }

    @Override
    public void inspect(LoginState state, Answer answer) {
        try {
            inspection.code(answer.parameters(), metadata.known());
        } catch (AuthenticationFailure failure) {
            OidcFailures.log(connection.id(), failure);
            throw failure;
        }
    }

    @Override
    public Future<Verdict> verify(Attempt attempt, LoginState state, Answer answer) {
        return failingWell(
                metadata.current()
                        .compose(found -> redeem(found, (OidcState) state, answer.parameters()))
                        .map(Verdict.Identified::new));
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
                    OidcFailures.from(cause).getMessage());
        }
    }

    private Future<VerifiedIdentity> redeem(
            ProviderMetadata found, OidcState request, RequestParameters answer) {
        // Again, because the metadata may not have been known to inspect.
        String code = inspection.code(answer, found);
        return tokenEndpoint
                .redeem(found.tokenEndpoint(), code, request.codeVerifier())
                .compose(tokens ->
                        verify(found, tokens, request)
                                .map(claims -> firstNames(claims, answer))
                                .map(claims ->
                                        identities.of(
                                                claims,
                                                login -> noted(found, login, tokens, request))));
    }

    /** The sign-in with those of its tokens that are needed later. */
    private ProviderLogin noted(
            ProviderMetadata found, ProviderLogin login, Tokens tokens, OidcState request) {
        ProviderLogin hinted = signOut.noted(found, login, tokens.idToken());
        OidcGrants grants = signOut.grants();
        return grants == null ? hinted : grants.noted(hinted, tokens, request.nonce());
    }

    private @Nullable OidcGrants grants(OidcResources resources) {
        OidcConnection.Refresh refresh = connection.quirks().refresh();
        return refresh == null
                ? null
                : new OidcGrants(
                        connection,
                        refresh,
                        metadata,
                        tokenEndpoint,
                        new OidcGrants.Checks(signatures, validator, userinfoEndpoint),
                        resources);
    }

    /** Apple tells the name beside the code, once. */
    private Map<String, Object> firstNames(Map<String, Object> claims, RequestParameters answer) {
        return connection.quirks().apple() == null
                ? claims
                : new AppleUser(answer.optional("user")).added(claims);
    }

    private Future<Map<String, Object>> verify(
            ProviderMetadata found, Tokens tokens, OidcState request) {
        IdToken idToken = IdToken.parse(tokens.idToken(), connection.signingAlgorithms());
        return signatures
                .of(idToken)
                .compose(_ -> {
                    validator.validate(idToken, request, tokens.accessToken());
                    return claims(found, idToken, tokens);
                });
    }

    private Future<Map<String, Object>> claims(
            ProviderMetadata found, IdToken idToken, Tokens tokens) {
        return userinfoEndpoint.enrich(
                idToken.claims(), found.userinfoEndpoint(), tokens.accessToken());
    }

    private <T> Future<T> failingWell(Future<T> outcome) {
        return outcome.recover(cause -> {
            AuthenticationFailure failure = OidcFailures.from(cause);
            OidcFailures.log(connection.id(), failure);
            return Future.failedFuture(failure);
        });
    }

    private static IdTokenValidator.Rules rules(OidcConnection connection) {
        return new IdTokenValidator.Rules(
                connection.issuer().toString(),
                connection.clientId(),
                connection.audiences(),
                AuthorizationRequests.maxAge(connection),
                connection.quirks().tenants());
    }

    private static RetryPolicy policy(Duration stale) {
        return new RetryPolicy(
                stale, Duration.ofSeconds(1), Duration.ofSeconds(15), 5, Duration.ofSeconds(12));
    }
}
