package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.jwk.JWK;

import dev.vestibule.gateway.login.AuthenticationFailure;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A provider's public keys as it published them at one time. */
final class SigningKeys {
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
            throw set.refusal()
                    .apply("its keys are " + OidcFailures.shown(set.values().get("keys")));
        }
        List<SigningKey> keys = members.stream().flatMap(SigningKeys::readable).toList();
        if (keys.isEmpty()) {
            throw OidcFailures.garbled("the key set has no public key among its " + members.size());
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
        return SignatureCheck.holds(token, suitable.iterator().next())
                ? null
                : OidcFailures.rejected("the ID token's signature does not hold");
    }

    private List<SigningKey> meant(@Nullable String keyId) {
        if (keyId == null) {
            return keys;
        }
        List<SigningKey> named = keys.stream().filter(key -> keyId.equals(key.id())).toList();
        return named.isEmpty() ? keys.stream().filter(key -> key.id() == null).toList() : named;
    }

    private AuthenticationFailure unknown(IdToken token, List<SigningKey> meant, int suitable) {
        String kid = token.keyId() == null ? "no kid" : "kid " + OidcFailures.shown(token.keyId());
        return OidcFailures.rejected(
                "the ID token is signed with an unknown key: its header has "
                        + kid
                        + ", and of the "
                        + keys.size()
                        + " keys of the provider "
                        + (suitable > 1 ? suitable + " fit" : "none fits" + reason(token, meant)));
    }

    private static String reason(IdToken token, List<SigningKey> meant) {
        return meant.stream()
                .map(key -> key.unfitFor(token.algorithm()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(why -> ": " + why)
                .orElse("");
    }

    private static Stream<SigningKey> readable(Object member) {
        return member instanceof Map<?, ?> map ? SigningKey.read(map).stream() : Stream.empty();
    }
}
