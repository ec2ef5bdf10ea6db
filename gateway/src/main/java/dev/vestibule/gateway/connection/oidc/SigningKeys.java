package dev.vestibule.gateway.connection.oidc;

import static dev.vestibule.gateway.connection.oidc.OidcFailures.rejected;
import static dev.vestibule.gateway.connection.oidc.OidcFailures.shown;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

import dev.vestibule.gateway.login.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A provider's public keys as it published them at one time. */
final class SigningKeys {
    /** What RFC 8410 puts before the 32 bytes of an Ed25519 public key. */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private final List<SigningKey> keys;

    private SigningKeys(List<SigningKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set (RFC 7517, section 5). A key that cannot be read is left out, as the section
     * asks; so are symmetric keys.
     *
     * @throws AuthenticationFailure when it is no JWK set, or one without any public key
     */
    static SigningKeys parse(byte[] document) {
        Members set =
                Members.parse(
                        document,
                        flaw -> OidcFailures.garbled("the key set is no JWK set: " + flaw));
        if (!(set.values().get("keys") instanceof List<?> members)) {
            throw set.refusal().apply("its keys are " + shown(set.values().get("keys")));
        }
        List<SigningKey> keys =
                members.stream()
                        .filter(Map.class::isInstance)
                        .flatMap(member -> SigningKey.read((Map<?, ?>) member).stream())
                        .toList();
        if (keys.isEmpty()) {
            throw OidcFailures.garbled(
                    "the key set has no public key among its %s", members.size());
        }
        return new SigningKeys(keys);
    }

    /**
     * Whether one of these keys made the token's signature: the only one that can be meant. It is
     * the one that the header names by {@code kid}. Without a {@code kid} on either side there must
     * be only one that suits the algorithm. Keys and addresses inside the header ({@code jwk},
     * {@code jku}, {@code x5c}, {@code x5u}) are not used.
     *
     * @return why not; null when the signature holds
     */
    @Nullable AuthenticationFailure objection(IdToken token) {
        List<SigningKey> meant = meant(token.keyId());
        Set<JWK> suitable =
                meant.stream()
                        .filter(key -> key.unfitFor(token.algorithm()) == null)
                        .map(SigningKey::material)
                        .collect(Collectors.toSet());
        if (suitable.size() != 1) {
            return unknown(token, meant, suitable.size());
        }
        return signed(token, suitable.iterator().next())
                ? null
                : rejected("the ID token's signature does not hold");
    }

    private List<SigningKey> meant(@Nullable String keyId) {
        if (keyId == null) {
            return keys;
        }
        List<SigningKey> named = keys.stream().filter(key -> keyId.equals(key.id())).toList();
        return named.isEmpty() ? keys.stream().filter(key -> key.id() == null).toList() : named;
    }

    private AuthenticationFailure unknown(IdToken token, List<SigningKey> meant, int suitable) {
        String reason =
                meant.stream()
                        .map(key -> key.unfitFor(token.algorithm()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(why -> "none fits: " + why)
                        .orElse("none fits");
        return rejected(
                "the ID token is signed with an unknown key: its header has %s, and of the %s keys of the provider %s",
                token.keyId() == null ? "no kid" : "kid " + shown(token.keyId()),
                keys.size(),
                suitable > 1 ? suitable + " fit" : reason);
    }

    private static boolean signed(IdToken token, JWK key) {
        byte[] content = token.content().getBytes(StandardCharsets.US_ASCII);
        JWSHeader header = new JWSHeader(token.algorithm());
        try {
            return switch (key) {
                case RSAKey rsa ->
                        new RSASSAVerifier(rsa).verify(header, content, token.signature());
                case ECKey ec -> new ECDSAVerifier(ec).verify(header, content, token.signature());
                case OctetKeyPair pair -> ed25519(content, token.signature(), pair);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException _) {
            // A signature that cannot be checked is none.
            return false;
        }
    }

    /** The JDK's own, since the library's needs another library. */
    private static boolean ed25519(byte[] content, Base64URL signed, OctetKeyPair pair)
            throws GeneralSecurityException {
        byte[] encoded =
                HexFormat.of()
                        .parseHex(ED25519_PREFIX + HexFormat.of().formatHex(pair.getX().decode()));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(content);
        return signature.verify(signed.decode());
    }

    /**
     * One public key of a provider (RFC 7517, section 4), read as far as a signature needs it.
     * Certificates, private parts and whatever else it carries are not looked at.
     *
     * @param id its {@code kid}, null when it has none
     * @param material nothing but the key; two that are the same key are equal, however they are
     *     written
     * @param use its {@code use}, null when it has none; likewise the others
     */
    private record SigningKey(
            @Nullable String id,
            JWK material,
            @Nullable Object use,
            @Nullable Object operations,
            @Nullable Object algorithm) {
        private static final Set<String> PARTS = Set.of("kty", "n", "e", "crv", "x", "y");
        private static final int SHORTEST_RSA_BITS = 2048;

        /** Empty for what is no public key of a kind that we know, a symmetric one for example. */
        static Optional<SigningKey> read(Map<?, ?> member) {
            try {
                return Optional.of(
                        new SigningKey(
                                member.get("kid") instanceof String id ? id : null,
                                material(member),
                                member.get("use"),
                                member.get("key_ops"),
                                member.get("alg")));
            } catch (ParseException
                    | JOSEException
                    | IllegalArgumentException
                    | IllegalStateException _) {
                // A point that is not on its curve, for example.
                return Optional.empty();
            }
        }

        private static JWK material(Map<?, ?> member) throws ParseException, JOSEException {
            Map<String, Object> parts = new HashMap<>();
            member.forEach((name, value) -> {
                if (PARTS.contains(name)) {
                    parts.put((String) name, value);
                }
            });
            return switch (JWK.parse(parts)) {
                case RSAKey rsa ->
                        new RSAKey.Builder(plain(rsa.getModulus()), plain(rsa.getPublicExponent()))
                                .build();
                case ECKey ec -> new ECKey.Builder(ec.getCurve(), ec.toECPublicKey()).build();
                case OctetKeyPair pair
                        when pair.size() == 256 && pair.getCurve().equals(Curve.Ed25519) ->
                        new OctetKeyPair.Builder(
                                        Curve.Ed25519, Base64URL.encode(pair.getX().decode()))
                                .build();
                case JWK other -> throw new JOSEException(other.getKeyType().getValue());
            };
        }

        /** Without leading zeros. */
        private static Base64URL plain(Base64URL number) {
            return Base64URL.encode(number.decodeToBigInteger());
        }

        /** Why a signature of this algorithm cannot be this key's; null when it can. */
        @Nullable String unfitFor(JWSAlgorithm wanted) {
            if (!suitsType(wanted)) {
                return "its type or size does not fit " + OidcFailures.printable(wanted.getName());
            }
            if (use != null && !use.equals("sig")) {
                return "its use is " + shown(use);
            }
            if (algorithm != null
                    && !(algorithm instanceof String name
                            && wanted.equals(IdToken.algorithm(name)))) {
                return "its alg is " + shown(algorithm);
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
                default -> JWSAlgorithm.EdDSA.equals(wanted);
            };
        }
    }
}
