package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One public key of a provider (RFC 7517, section 4), read as far as a signature needs it.
 * Certificates, private parts and whatever else it carries are not looked at.
 *
 * @param id its {@code kid}, null when it has none
 * @param material nothing but the key; two that are the same key are equal, however they are
 *     written
 * @param use its {@code use}, null when it has none; likewise the others
 */
record SigningKey(
        @Nullable String id,
        JWK material,
        @Nullable Object use,
        @Nullable Object operations,
        @Nullable Object algorithm) {
    private static final Map<String, Curve> CURVES =
            Map.of("P-256", Curve.P_256, "P-384", Curve.P_384, "P-521", Curve.P_521);
    private static final int SHORTEST_RSA_BITS = 2048;
    private static final int ED25519_BYTES = 32;

    /** Empty for what is no public key of a kind that we know, a symmetric one for example. */
    static Optional<SigningKey> read(Map<?, ?> member) {
        try {
            return Optional.ofNullable(material(member))
                    .map(material ->
                            new SigningKey(
                                    member.get("kid") instanceof String id ? id : null,
                                    material,
                                    member.get("use"),
                                    member.get("key_ops"),
                                    member.get("alg")));
        } catch (IllegalArgumentException | IllegalStateException _) {
            // A point that is not on its curve, for example.
            return Optional.empty();
        }
    }

    /** Why a signature of this algorithm cannot be this key's; null when it can. */
    @Nullable String unfitFor(Algorithm wanted) {
        if (!suitsType(wanted.jws())) {
            return "its type or size does not fit " + OidcFailures.printable(wanted.name());
        }
        if (use != null && !use.equals("sig")) {
            return "its use is " + OidcFailures.shown(use);
        }
        if (algorithm != null
                && !(algorithm instanceof String name && wanted.equals(new Algorithm(name)))) {
            return "its alg is " + OidcFailures.shown(algorithm);
        }
        return mayVerify() ? null : "its key_ops do not have verify";
    }

    private boolean mayVerify() {
        return switch (operations) {
            case null -> true;
            case List<?> list -> list.isEmpty() || list.contains("verify");
            case Object other -> other.equals("verify");
        };
    }

    private boolean suitsType(JWSAlgorithm wanted) {
        return switch (material) {
            case RSAKey rsa ->
                    JWSAlgorithm.Family.RSA.contains(wanted) && rsa.size() >= SHORTEST_RSA_BITS;
            case ECKey ec ->
                    JWSAlgorithm.Family.EC.contains(wanted)
                            && Curve.forJWSAlgorithm(wanted).contains(ec.getCurve());
            case OctetKeyPair _ -> JWSAlgorithm.EdDSA.equals(wanted);
            default -> false;
        };
    }

    private static @Nullable JWK material(Map<?, ?> member) {
        if (!(member.get("kty") instanceof String type)) {
            return null;
        }
        return switch (type) {
            case "RSA" -> rsa(number(member, "n"), number(member, "e"));
            case "EC" -> ec(member.get("crv"), number(member, "x"), number(member, "y"));
            case "OKP" -> edwards(member.get("crv"), member.get("x"));
            default -> null;
        };
    }

    private static JWK rsa(BigInteger modulus, BigInteger exponent) {
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
    }

    private static @Nullable JWK ec(@Nullable Object name, BigInteger x, BigInteger y) {
        Curve curve = name instanceof String text ? CURVES.get(text) : null;
        if (curve == null) {
            return null;
        }
        int bits = curve.toECParameterSpec().getCurve().getField().getFieldSize();
        return new ECKey.Builder(
                        curve, ECKey.encodeCoordinate(bits, x), ECKey.encodeCoordinate(bits, y))
                .build();
    }

    private static @Nullable JWK edwards(@Nullable Object name, @Nullable Object point) {
        if (!"Ed25519".equals(name) || !(point instanceof String text)) {
            return null;
        }
        byte[] bytes = new Base64URL(text).decode();
        return bytes.length == ED25519_BYTES
                ? new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(bytes)).build()
                : null;
    }

    private static BigInteger number(Map<?, ?> member, String name) {
        if (member.get(name) instanceof String text) {
            return new Base64URL(text).decodeToBigInteger();
        }
        throw new IllegalArgumentException("a key without " + name);
    }
}
