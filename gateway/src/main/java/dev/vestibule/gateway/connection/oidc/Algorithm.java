package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.jose.JWSAlgorithm;

import java.util.Set;

/**
 * A signature algorithm (RFC 7518, section 3.1; RFC 8037). {@code Ed25519} (RFC 9864) is the new
 * name of what {@code EdDSA} is with the only curve of that kind that we know.
 */
record Algorithm(String name) {
    Algorithm {
        name = name.equals("Ed25519") ? "EdDSA" : name;
    }

    /** Whether one of the names is a name of this. */
    boolean isAmong(Set<String> names) {
        return names.stream().map(Algorithm::new).anyMatch(this::equals);
    }

    /** Signed with what the verifier itself knows, as no algorithm of ours is. */
    boolean symmetric() {
        return name.startsWith("HS");
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name);
    }
}
