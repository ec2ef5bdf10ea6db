package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;

import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.List;

/** Key sets as providers publish them. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class KeySetTest {
    private OidcFixture oidc;
    private RSAKey rsa;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        rsa = oidc.provider.keys().rsa();
    }

    @Test
    void aKeyThatIsListedTwiceIsOneKey() {
        publish(key(), key());
        assertAccepted();
    }

    @Test
    void aKeyThatIsListedForEachAlgorithmIsOneKey() {
        publish(
                key().put("alg", "RS256"),
                key().put("alg", "RS512"),
                key().put("use", "enc"),
                key().put("x5t", "other"));
        assertAccepted();
    }

    @Test
    void aKeyIsTheSameWithLeadingZeros() {
        byte[] modulus = rsa.getModulus().decode();
        byte[] padded = new byte[modulus.length + 1];
        System.arraycopy(modulus, 0, padded, 1, modulus.length);
        publish(key(), key().put("n", Base64.getUrlEncoder().encodeToString(padded)));
        assertAccepted();
    }

    @Test
    void aKeyWithoutKidIsFoundByItsTypeWhereTheTokenNamesOne() {
        publish(without("kid", key()));
        assertAccepted();
    }

    @Test
    void aKeyWithoutKidIsFoundBesideKeysWithOne() {
        publish(
                new JsonObject(TestKeys.newRsaKey().toPublicJWK().toJSONObject()),
                without("kid", key()));
        assertAccepted();
    }

    @Test
    void twoKeysWithoutKidAreNotGuessedFrom() {
        publish(
                without("kid", key()),
                without("kid", new JsonObject(TestKeys.newRsaKey().toPublicJWK().toJSONObject())));
        assertRejected("unknown key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x5c\":7}",
                "{\"x5c\":[\"garbage\"]}",
                "{\"x5c\":[]}",
                "{\"x5u\":\"not an address\"}",
                "{\"x5t\":[],\"x5t#S256\":{}}",
                "{\"use\":null}",
                "{\"key_ops\":[]}",
                "{\"key_ops\":[\"verify\",\"sign\",7]}",
                "{\"key_ops\":\"verify\"}",
                "{\"alg\":null}",
                "{\"exp\":\"tomorrow\",\"nbf\":[]}",
                "{\"d\":7,\"p\":\"x\"}",
                "{\"ext\":true,\"issuer\":\"https://login.example/{tenantid}/v2.0\"}"
            })
    void whatAKeyCarriesBesideIsNotJudged(String odd) {
        publish(key().mergeIn(new JsonObject(odd)));
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"use\":[\"sig\"]}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-9\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":[],\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}",
                "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":null}",
                "{\"kty\":[\"RSA\"]}",
                "{}",
                "[]",
                "7",
                "\"RSA\""
            })
    void aKeyThatIsNotUsedIsNotJudged(String odd) {
        Object member = new JsonObject("{\"x\":" + odd + "}").getValue("x");
        serve(new JsonArray().add(member).add(key()));
        assertAccepted();
    }

    @Test
    void aSymmetricKeyIsNeverUsed() {
        oidc.authenticator(connection -> connection);
        serve(
                new JsonArray()
                        .add(new JsonObject().put("kty", "oct").put("k", "AAAA"))
                        .add(new JsonObject().put("kty", "oct").put("kid", rsa.getKeyID())));

        assertThat(oidc.failure().reason()).isEqualTo(Reason.INVALID_PROVIDER_RESPONSE);
    }

    @Test
    void aNumberForAKidIsNoKid() {
        publish(key().put("kid", 7));
        assertAccepted();
    }

    @Test
    void whyTheNamedKeyDoesNotFitIsSaid() {
        publish(key().put("use", "enc"));
        assertRejected("kid '" + rsa.getKeyID() + "'");
        assertRejected("none fits: its use is 'enc'");
    }

    @Test
    void aWrongAlgorithmOfTheKeyIsSaid() {
        publish(key().put("alg", "PS256"));
        assertRejected("its alg is 'PS256'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":{}}", "{\"keys\":\"x\"}", "{}", "{\"keys\":[]}", "[]"})
    void whatIsNoSetIsGarbled(String set) {
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.json(set));
        assertThat(oidc.failure()).hasMessageContaining("the key set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"keys\":1,\"keys\":1}]}",
                "{\"x\":{\"y\":[[{\"keys\":1,\"keys\":1}]]},\"keys\":[]}"
            })
    void aMemberThatAppearsTwiceIsRefusedByItsName(String set) {
        oidc.provider.answer(Endpoint.JWKS, BadAnswers.json(set));
        assertThat(oidc.failure()).hasMessageContaining("it has the member 'keys' twice");
    }

    @Test
    void aKeyOfSixtyKilobytesDoesNotHoldUsUp() {
        byte[] modulus = new byte[60_000];
        modulus[0] = 1;
        modulus[modulus.length - 1] = 1;
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
        publish(key().put("n", text).put("e", text));
        long before = System.nanoTime();
        assertRejected("signature does not hold");
        assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
    }

    private void publish(JsonObject... keys) {
        serve(new JsonArray(List.of(keys)));
    }

    private void serve(JsonArray keys) {
        oidc.provider.answer(
                Endpoint.JWKS, BadAnswers.json(new JsonObject().put("keys", keys).encode()));
        token(rsa.getKeyID());
    }

    private void token(@Nullable String kid) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build();
        oidc.provider.idToken((_, claims) -> TestKeys.sign(header, rsa, claims));
    }

    private JsonObject key() {
        return new JsonObject(rsa.toPublicJWK().toJSONObject());
    }

    private static JsonObject without(String name, JsonObject key) {
        key.remove(name);
        return key;
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
