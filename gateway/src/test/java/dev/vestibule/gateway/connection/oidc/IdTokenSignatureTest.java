package dev.vestibule.gateway.connection.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

import dev.vestibule.flow.connection.OidcConnection;
import dev.vestibule.gateway.connection.oidc.TestProvider.Endpoint;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.AuthenticationFailure.Reason;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Algorithms, keys and headers of the ID token, attacked. */
@Timeout(120)
@ExtendWith(VertxExtension.class)
final class IdTokenSignatureTest {
    private OidcFixture oidc;
    private TestKeys keys;

    @BeforeEach
    void start(Vertx vertx) {
        oidc = new OidcFixture(vertx);
        keys = oidc.provider.keys();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", "", " none"})
    void anUnsignedTokenIsRejectedHoweverNoneIsWritten(String none) {
        allow(none);
        token(claims -> TestKeys.compact("{\"alg\":\"" + none + "\"}", claims, _ -> new byte[0]));
        assertRejected();
    }

    @Test
    void aTokenOfTwoSegmentsIsRejected() {
        token(claims ->
                Base64URL.encode("{\"alg\":\"none\"}") + "." + new Payload(claims).toBase64URL());
        assertRejected();
    }

    @Test
    void aTokenWithItsSignatureCutOffIsRejected() {
        token(claims -> keys.sign(JWSAlgorithm.RS256, claims).replaceFirst("[^.]+$", ""));
        assertRejected();
    }

    @Test
    void aTokenSignedSymmetricallyWithThePublicKeyIsRejected() {
        allow("HS256");
        token(claims -> hmac(claims, publicKeyBytes()));
        assertRejected();
    }

    @Test
    void aTokenSignedSymmetricallyWithTheClientSecretIsRejected() {
        allow("HS256");
        byte[] secret = oidc.provider.clientSecret().getBytes(StandardCharsets.UTF_8);
        token(claims -> hmac(claims, secret));
        assertRejected();
    }

    @Test
    void anAlgorithmOutsideTheConnectionsListIsRejected() {
        oidc.provider.algorithm(JWSAlgorithm.RS512);
        assertRejected("algorithm is not allowed: RS512");
    }

    @Test
    void anAlgorithmThatDoesNotFitTheNamedKeyIsRejected() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keys.ec().getKeyID()).build();
        token(claims -> TestKeys.sign(header, keys.rsa(), claims));
        assertRejected("unknown key");
    }

    @Test
    void aSignatureOfAnotherKeyUnderAKnownKidIsRejected() {
        RSAKey evil = TestKeys.newRsaKey();
        token(claims -> TestKeys.sign(rs256(keys.rsa().getKeyID()), evil, claims));
        assertRejected("signature does not hold");
    }

    @Test
    void claimsChangedAfterSigningAreRejected() {
        token(claims -> {
            String[] parts = keys.sign(JWSAlgorithm.RS256, claims).split("\\.", -1);
            claims.put("sub", "admin");
            return parts[0] + "." + new Payload(claims).toBase64URL() + "." + parts[2];
        });
        assertRejected("signature does not hold");
    }

    @Test
    void withoutKidTheOnlySuitableKeyCounts() {
        token(claims -> TestKeys.sign(rs256(null), keys.rsa(), claims));
        assertAccepted();
    }

    @Test
    void withoutKidAndWithTwoSuitableKeysTheTokenIsRejected() {
        keys.publish(keys.rsa(), TestKeys.newRsaKey());
        token(claims -> TestKeys.sign(rs256(null), keys.rsa(), claims));
        assertRejected("unknown key");
    }

    @Test
    void aKidThatTwoKeysHaveIsRejected() {
        RSAKey twin = new RSAKey.Builder(TestKeys.newRsaKey()).keyID(keys.rsa().getKeyID()).build();
        keys.publish(keys.rsa(), twin);
        assertRejected("unknown key");
    }

    @Test
    void aKeyForEncryptionDoesNotVerify() {
        keys.publish(new RSAKey.Builder(keys.rsa()).keyUse(KeyUse.ENCRYPTION).build());
        assertRejected("unknown key");
    }

    @Test
    void aKeyOfAnotherAlgorithmDoesNotVerify() {
        keys.publish(new RSAKey.Builder(keys.rsa()).algorithm(JWSAlgorithm.PS256).build());
        assertRejected("unknown key");
    }

    @Test
    void aKeyWithoutTheVerifyOperationDoesNotVerify() {
        keys.publish(
                new RSAKey.Builder(keys.rsa())
                        .keyUse(null)
                        .keyOperations(Set.of(KeyOperation.ENCRYPT))
                        .build());
        assertRejected("unknown key");
    }

    @Test
    void aShortRsaKeyDoesNotVerify() {
        RSAKey weak = TestKeys.newWeakRsaKey();
        keys.publish(weak);
        token(claims -> TestKeys.sign(rs256(weak.getKeyID()), weak, claims));
        assertRejected("unknown key");
    }

    @Test
    void aKeyThatCannotBeReadDoesNotSpoilTheOthers() {
        oidc.provider.answer(
                Endpoint.JWKS,
                BadAnswers.json(
                        keys.published()
                                .replaceFirst(
                                        "\\[",
                                        "[{\"kty\":\"RSA\"},{\"kty\":\"new\"},7,"
                                                + "{\"kty\":\"oct\",\"k\":\"AAAA\"},")));
        assertAccepted();
    }

    @Test
    void aKeyInsideTheHeaderIsIgnored() {
        RSAKey evil = TestKeys.newRsaKey();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(evil.getKeyID())
                        .jwk(evil.toPublicJWK())
                        .build();
        token(claims -> TestKeys.sign(header, evil, claims));
        assertRejected("unknown key");
    }

    @Test
    void anAddressOfKeysInsideTheHeaderIsNeverCalled() {
        try (TestProvider evil = TestProvider.start(oidc.vertx, oidc.clock)) {
            evil.keys().rotate();
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(evil.keys().rsa().getKeyID())
                            .jwkURL(URI.create(evil.url(Endpoint.JWKS)))
                            .x509CertURL(URI.create(evil.url(Endpoint.JWKS)))
                            .build();
            token(claims -> TestKeys.sign(header, evil.keys().rsa(), claims));

            assertRejected("unknown key");
            assertThat(evil.requests(Endpoint.JWKS)).isZero();
        }
    }

    @Test
    void anAddressOfKeysInsideTheHeaderOfAGoodTokenChangesNothing() {
        JWSHeader header =
                new JWSHeader.Builder(rs256(keys.rsa().getKeyID()))
                        .jwkURL(URI.create("http://evil.example/jwks"))
                        .build();
        token(claims -> TestKeys.sign(header, keys.rsa(), claims));
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"],\"exp\":1",
                "\"crit\":[\"b64\"],\"b64\":true",
                "\"b64\":false"
            })
    void aHeaderThatAsksForMoreThanWeDoIsRejected(String extra) {
        String header =
                "{\"alg\":\"RS256\",\"kid\":\"%s\",%s}".formatted(keys.rsa().getKeyID(), extra);
        token(claims -> TestKeys.compact(header, claims, this::rsaSigned));
        assertRejected("critical headers");
    }

    @Test
    void anEncryptedTokenIsRejected() {
        token(this::encrypted);
        assertRejected("no signed JWT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "a.b.c", "...", "e30.e30.e30", "é.é.é"})
    void aTokenThatIsNoJwtIsRejected(String garbage) {
        token(_ -> garbage);
        assertRejected();
    }

    @Test
    void claimsThatAreNoObjectAreRejected() {
        String header = "{\"alg\":\"RS256\"}";
        token(_ ->
                TestKeys.compact(header, Map.of(), _ -> new byte[256])
                        .replace(".e30.", "." + Base64URL.encode("null") + "."));
        assertRejected("no JSON object");
    }

    /** RFC 9864 has a new name for the algorithm; a key may bear either, or none. */
    @ParameterizedTest
    @CsvSource({
        "EdDSA, EdDSA, EdDSA",
        "EdDSA, EdDSA, ''",
        "Ed25519, Ed25519, Ed25519",
        "Ed25519, Ed25519, EdDSA",
        "Ed25519, Ed25519, ''",
        "Ed25519, EdDSA, Ed25519",
        "EdDSA, Ed25519, EdDSA"
    })
    void anEdwardsCurveSignsUnderEitherName(String allowed, String header, String published)
            throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        keys.publish(
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID("ed")
                        .algorithm(published.isEmpty() ? null : new JWSAlgorithm(published))
                        .build());
        allow(allowed);
        token(claims ->
                TestKeys.compact(
                        "{\"alg\":\"" + header + "\",\"kid\":\"ed\"}",
                        claims,
                        content -> ed25519(pair, content)));
        assertAccepted();
    }

    @Test
    void theOtherEdwardsCurveIsNotAllowedByEitherName() {
        allow("EdDSA");
        token(claims -> TestKeys.compact("{\"alg\":\"Ed448\"}", claims, _ -> new byte[114]));
        assertRejected("algorithm is not allowed: Ed448");
    }

    @Test
    void anEdwardsCurveSignsWhereItIsAllowed() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        keys.publish(
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID("ed")
                        .build());
        allow("EdDSA");
        token(claims ->
                TestKeys.compact(
                        "{\"alg\":\"EdDSA\",\"kid\":\"ed\"}",
                        claims,
                        content -> ed25519(pair, content)));
        assertAccepted();
    }

    private void allow(String algorithm) {
        oidc.authenticator(connection ->
                new OidcConnection(
                        connection.id(),
                        connection.title(),
                        connection.issuer(),
                        connection.clientId(),
                        connection.clientSecret(),
                        connection.clientAuthentication(),
                        connection.scopes(),
                        connection.authorizationParameters(),
                        Set.of(algorithm),
                        connection.audiences(),
                        connection.provisioning(),
                        null));
    }

    private void token(Function<Map<String, Object>, String> maker) {
        oidc.provider.idToken((_, claims) -> maker.apply(claims));
    }

    private byte[] rsaSigned(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.rsa().toPrivateKey());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] publicKeyBytes() {
        try {
            return keys.rsa().toPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String encrypted(Map<String, Object> claims) {
        try {
            JWEObject jwe =
                    new JWEObject(
                            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM),
                            new Payload(keys.sign(JWSAlgorithm.RS256, claims)));
            jwe.encrypt(new RSAEncrypter(keys.rsa().toPublicJWK()));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(Map<String, Object> claims, byte[] secret) {
        return TestKeys.compact(
                "{\"alg\":\"HS256\"}",
                claims,
                content -> {
                    try {
                        Mac mac = Mac.getInstance("HmacSHA256");
                        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                        return mac.doFinal(content);
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static byte[] ed25519(KeyPair pair, byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSHeader rs256(@Nullable String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build();
    }

    private void assertAccepted() {
        assertThat(oidc.signIn().subject()).isEqualTo("ada-1815");
    }

    private void assertRejected() {
        assertRejected("ID token");
    }

    private void assertRejected(String because) {
        AuthenticationFailure failure = oidc.failure();
        assertThat(failure).hasMessageContaining(because);
        assertThat(failure.reason()).isEqualTo(Reason.ASSERTION_REJECTED);
    }
}
