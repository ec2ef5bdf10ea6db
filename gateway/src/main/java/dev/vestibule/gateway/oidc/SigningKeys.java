package dev.vestibule.gateway.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

import dev.vestibule.gateway.idp.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A provider's public keys as it published them at one time. */
final class SigningKeys {
    private static final int SHORTEST_RSA_BITS = 2048;

    private final List<JWK> keys;

    private SigningKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set (RFC 7517, section 5). A key that cannot be read is left out, as the section
     * asks; so are symmetric keys.
     *
     * @throws AuthenticationFailure when it is no JWK set
     */
    static SigningKeys parse(byte[] document) {
        AuthenticationFailure refusal = Refusal.garbled("the key set is no JWK set");
        if (JsonObjects.parse(document, refusal).get("keys") instanceof List<?> members) {
            return new SigningKeys(members.stream().flatMap(SigningKeys::readable).toList());
        }
        throw refusal;
    }

    /**
     * The only key that can have made the signature: the one that the header names by {@code kid}.
     * Without a {@code kid} there must be only one that suits the algorithm. Keys and addresses
     * inside the header ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) count for nothing.
     *
     * @return null when there is none, or more than one
     */
    @Nullable JWK find(JWSHeader header) {
        List<JWK> suitable =
                keys.stream()
                        .filter(key -> suits(key, header.getAlgorithm()))
                        .filter(key ->
                                header.getKeyID() == null
                                        || header.getKeyID().equals(key.getKeyID()))
                        .toList();
        return suitable.size() == 1 ? suitable.getFirst() : null;
    }

    private static Stream<JWK> readable(Object member) {
        if (!(member instanceof Map<?, ?> map)) {
            return Stream.empty();
        }
        try {
            @SuppressWarnings("unchecked") // The parser gives no other kind of map.
            JWK key = JWK.parse((Map<String, Object>) map);
            return KeyType.OCT.equals(key.getKeyType())
                    ? Stream.empty()
                    : Stream.of(key.toPublicJWK());
        } catch (ParseException | IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static boolean suits(JWK key, JWSAlgorithm algorithm) {
        return suitsType(key, algorithm)
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getAlgorithm() == null || algorithm.equals(key.getAlgorithm()))
                && mayVerify(key.getKeyOperations());
    }

    private static boolean mayVerify(@Nullable Set<KeyOperation> operations) {
        return operations == null
                || operations.isEmpty()
                || operations.contains(KeyOperation.VERIFY);
    }

    private static boolean suitsType(JWK key, JWSAlgorithm algorithm) {
        return switch (key) {
            case RSAKey rsa ->
                    JWSAlgorithm.Family.RSA.contains(algorithm) && rsa.size() >= SHORTEST_RSA_BITS;
            case ECKey ec ->
                    JWSAlgorithm.Family.EC.contains(algorithm)
                            && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve());
            case OctetKeyPair pair ->
                    JWSAlgorithm.Family.ED.contains(algorithm)
                            && Curve.Ed25519.equals(pair.getCurve());
            default -> false;
        };
    }
}
