package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.Base64URL;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;

/** Tokens of other kinds, which the same keys sign, and odd headers. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class TokenKindTest {
    private OidcFixture oidc;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at+jwt",
                "application/at+jwt",
                "AT+JWT",
                "logout+jwt",
                "dpop+jwt",
                "secevent+jwt",
                "token-introspection+jwt",
                "oauth-authz-req+jwt",
                "entity-statement+jwt",
                "kb+jwt",
                "dc+sd-jwt",
                "passport",
                ""
            })
    void aTokenOfAnotherKindIsRejectedByItsType(String type) {
        header("\"typ\":\"" + type + "\"");
        assertRejected("typ is '" + type + "', which is no ID token's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[\"JWT\"]", "{}", "true"})
    void aTypeThatIsNoTextIsRejected(String type) {
        header("\"typ\":" + type);
        assertRejected("which is no ID token's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "application/jwt", "JOSE", "id_token+jwt"})
    void theTypesOfIdTokensAreAccepted(String type) {
        header("\"typ\":\"" + type + "\"");
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jku\":\"not an address\"",
                "\"jku\":7",
                "\"x5c\":\"garbage\"",
                "\"x5u\":[]",
                "\"x5t\":{}",
                "\"jwk\":7",
                "\"cty\":[]",
                "\"b64\":true",
                "\"iv\":7",
                "\"svt\":[[\"a\"]]",
                "\"org.iso.18013\":null"
            })
    void whatTheHeaderCarriesBesideIsNotJudged(String member) {
        header(member);
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kid\":\"other\"",
                "\"alg\":\"none\"",
                "\"x\":{\"y\":1,\"y\":2}",
                "\"x\":[[{\"y\":1,\"\\u0079\":1}]]"
            })
    void aHeaderMemberThatAppearsTwiceIsRejected(String member) {
        header(member);
        assertRejected("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"ada\",\"sub\":\"ada\"}",
                "{\"sub\":\"ada\",\"address\":{\"x\":1,\"x\":2}}",
                "{\"groups\":[{\"x\":1,\"\\u0078\":2}]}"
            })
    void aClaimThatAppearsTwiceIsRejected(String claims) {
        oidc.provider.idToken((keys, _) ->
                signed("{\"alg\":\"RS256\",\"kid\":\"" + keys.rsa().getKeyID() + "\"}", claims));
        assertRejected("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Refresh", "Offline", "Logout", "DPoP", "at+jwt"})
    void aTokenThatCallsItselfAnotherKindInAClaimIsRejected(String type) {
        claim("typ", type);
        assertRejected("claim typ is '" + type + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "JWT", "employee"})
    void anotherClaimOfThatNameIsAccepted(String type) {
        claim("typ", type);
        assertAccepted();
    }

    @Test
    void aLogoutTokenIsRejected() {
        claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertRejected("security event or logout token");
    }

    @Test
    void aPersonMayHaveEvents() {
        claim("events", List.of("conference"));
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "{}", "true"})
    void aKidThatIsNoTextIsRejectedByItsName(String kid) {
        oidc.provider.idToken((_, claims) ->
                TestKeys.compact(
                        "{\"alg\":\"RS256\",\"kid\":" + kid + "}", claims, this::signature));
        assertRejected("its kid is");
    }

    private void header(String member) {
        oidc.provider.idToken((keys, claims) ->
                TestKeys.compact(
                        "{\"alg\":\"RS256\",\"kid\":\"%s\",%s}"
                                .formatted(keys.rsa().getKeyID(), member),
                        claims,
                        this::signature));
    }

    private void claim(String name, Object value) {
        oidc.provider.idTokenClaims(claims -> {
            claims.put(name, value);
            return claims;
        });
    }

    private String signed(String header, String claims) {
        String content = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        byte[] signature = signature(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64URL.encode(signature);
    }

    private byte[] signature(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(oidc.provider.keys().rsa().toRSAPrivateKey());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertAccepted() {
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    private void assertRejected(String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }
}
