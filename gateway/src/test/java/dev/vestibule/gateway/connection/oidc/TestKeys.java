package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The signing keys of a {@link TestProvider}: one RSA and one EC key, and what is published. All
 * providers begin with the same RSA key; where two must differ, let one {@link #rotate}.
 */
public final class TestKeys {
    /** Making an RSA key costs more than a whole login, so all providers begin with the same. */
    private static final RSAKey FIRST_RSA_KEY = made(2048);

    /** Those that come after it, for all tests; more than any test needs to differ. */
    private static final List<RSAKey> LATER_RSA_KEYS =
            Stream.generate(() -> made(2048)).limit(4).toList();

    private static final AtomicInteger HANDED_OUT = new AtomicInteger();

    private volatile RSAKey rsa = FIRST_RSA_KEY;
    private volatile ECKey ec = newEcKey();
    private volatile List<JWK> published = List.of(rsa, ec);

    /** The RSA key that signs now. */
    public RSAKey rsa() {
        return rsa;
    }

    /** The EC key that signs now. */
    public ECKey ec() {
        return ec;
    }

    /** The public halves of the published keys, as the JWKS endpoint serves them. */
    public String published() {
        return new JWKSet(published).toString(true);
    }

    /** Publishes these keys and no others; the signing keys stay as they are. */
    public void publish(JWK... keys) {
        published = List.of(keys);
    }

    /** Signs with new keys from now on and publishes them in place of the old ones. */
    public void rotate() {
        rsa = newRsaKey();
        ec = newEcKey();
        published = List.of(rsa, ec);
    }

    /** The claims as an ID token, signed with the key that suits the algorithm. */
    public String sign(JWSAlgorithm algorithm, Map<String, Object> claims) {
        JWK key = JWSAlgorithm.Family.EC.contains(algorithm) ? ec : rsa;
        return sign(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), key, claims);
    }

    /** The claims signed with this header and key, whether or not they belong together. */
    public static String sign(JWSHeader header, JWK key, Map<String, Object> claims) {
        try {
            return sign(header, signer(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims with this header, signed by any signer. */
    public static String sign(JWSHeader header, JWSSigner signer, Map<String, Object> claims) {
        try {
            JWSObject jws = new JWSObject(header, new Payload(claims));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Any header and claims with any signature, for tokens that a library refuses to make. */
    public static String compact(String header, Map<String, Object> claims, Signing signing) {
        String content =
                Base64URL.encode(header) + "." + new Payload(claims).toBase64URL().toString();
        byte[] signature = signing.sign(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64URL.encode(signature);
    }

    /**
     * An RSA signing key with a random id. It is not the one that providers begin with, and none of
     * the three that were handed out before.
     */
    public static RSAKey newRsaKey() {
        int next = Math.floorMod(HANDED_OUT.getAndIncrement(), LATER_RSA_KEYS.size());
        return new RSAKey.Builder(LATER_RSA_KEYS.get(next))
                .keyID(UUID.randomUUID().toString())
                .build();
    }

    /** One that is too short for an ID token. */
    static RSAKey newWeakRsaKey() {
        return made(1024);
    }

    private static RSAKey made(int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newEcKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSSigner signer(JWK key) throws JOSEException {
        return key instanceof ECKey ecKey
                ? new ECDSASigner(ecKey)
                : new RSASSASigner(key.toRSAKey(), Set.of(AllowWeakRSAKey.getInstance()));
    }

    /** Makes the signature over header and claims; an empty one for none. */
    @FunctionalInterface
    public interface Signing {
        byte[] sign(byte[] content);
    }
}
