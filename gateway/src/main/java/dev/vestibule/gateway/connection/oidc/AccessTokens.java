package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.rejected;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.identity.BearerTokens;
import dev.vestibule.gateway.identity.Claims;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.login.AuthenticationFailure;

import io.vertx.core.Future;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Verifies access tokens of a provider: a JWT by its keys (RFC 9068, section 4), any other one by
 * what the provider says of it (RFC 7662). Where the provider is to be asked, a JWT that holds is
 * asked about too, since it may be revoked.
 */
record AccessTokens(
        OidcConnection connection,
        SignatureCheck signatures,
        Introspection introspection,
        InstantSource clock)
        implements BearerTokens {
    /** The second one is that of RFC 9068; many providers write the first one or none. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    /** RFC 6750, section 2.1. */
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** More than a server takes as a header field. */
    private static final int LONGEST = 16 * 1024;

    @Override
    public boolean claims(String token) {
        try {
            return isJwt(checked(token))
                    && parsed(token).claims().get("iss") instanceof String issuer
                    && connection.issues(issuer);
        } catch (AuthenticationFailure unreadable) {
            return false;
        }
    }

    @Override
    public Future<Bearer> verified(String token, Terms terms) {
        return Future.succeededFuture()
                .compose(_ -> isJwt(checked(token)) ? signed(token, terms) : opaque(token, terms))
                .map(this::bearer)
                .recover(failure ->
                        Future.failedFuture(
                                OidcFailures.about("access token", OidcFailures.from(failure))));
    }

    private static String checked(String token) {
        if (token.length() > LONGEST || !WRITTEN.matcher(token).matches()) {
            throw rejected("the ID token has characters that no token has, or too many");
        }
        return token;
    }

    private Future<Map<String, Object>> signed(String token, Terms terms) {
        IdToken jwt = parsed(token);
        check(terms).signed(jwt);
        Future<Void> signature = signatures.of(jwt);
        return terms.introspected()
                ? signature
                        .compose(_ -> introspection.of(token))
                        .map(answer -> same(jwt.claims(), answer))
                : signature.map(jwt.claims());
    }

    private Future<Map<String, Object>> opaque(String token, Terms terms) {
        if (!terms.introspected()) {
            throw rejected("the ID token is no JWT, and introspection is off");
        }
        return introspection
                .of(token)
                .map(answer -> {
                    check(terms).answered(answer);
                    return answer;
                });
    }

    private AccessTokenCheck check(Terms terms) {
        return new AccessTokenCheck(connection, terms.audiences(), clock);
    }

    /** The signature says whose token it is; the provider only whether it is still one. */
    private static Map<String, Object> same(
            Map<String, Object> claims, Map<String, Object> answer) {
        if (answer.containsKey("sub") && !answer.get("sub").equals(claims.get("sub"))) {
            throw rejected("the provider says another sub of the ID token than it has");
        }
        return claims;
    }

    /** Whatever is wrong with it, it was not the provider that sent it. */
    private IdToken parsed(String token) {
        try {
            return IdToken.parse(token, connection.signingAlgorithms(), TYPES);
        } catch (AuthenticationFailure garbled) {
            throw rejected(String.valueOf(garbled.getMessage()));
        }
    }

    /** Three parts, the first of them a JSON object; the form of other tokens is unknown. */
    private static boolean isJwt(String token) {
        int dot = token.indexOf('.');
        boolean three = dot > 0 && token.chars().filter(character -> character == '.').count() == 2;
        try {
            return three
                    && new String(
                                    Base64.getUrlDecoder().decode(token.substring(0, dot)),
                                    StandardCharsets.UTF_8)
                            .startsWith("{");
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private Bearer bearer(Map<String, Object> claims) {
        ClaimReader reader = new ClaimReader(claims);
        var authenticated = reader.instant("auth_time");
        var issued = reader.instant("iat");
        var expiry = reader.instant("exp");
        return new Bearer(
                new VerifiedIdentity(
                        connection.id(),
                        Objects.requireNonNullElse(reader.text("iss"), connection.subjectIssuer()),
                        Objects.requireNonNull(reader.text("sub")),
                        new Claims(claims),
                        authenticated != null
                                ? authenticated
                                : issued == null ? clock.instant() : issued,
                        reader.textsIfAny("amr")),
                scopes(reader),
                expiry == null ? null : expiry.plus(AccessTokenCheck.SKEW));
    }

    /** RFC 9068, section 2.2.3, with one text; some providers write {@code scp}, or a list. */
    private static Set<String> scopes(ClaimReader reader) {
        Set<String> scopes = new HashSet<>();
        for (String name : List.of("scope", "scp")) {
            reader.texts(name).forEach(text -> scopes.addAll(List.of(text.split(" "))));
        }
        scopes.remove("");
        return scopes;
    }
}
