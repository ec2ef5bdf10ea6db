package dev.vestibule.flow.simulate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.provisioning.Provisioning;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * An identity of a simulated login.
 *
 * @param connection id of the connection or factor
 * @param standard issuer and subject
 * @param link issuer and the claim that accounts are linked by; null when that is missing
 */
record SimulatedIdentity(
        String connection, Map<String, Object> claims, String standard, @Nullable String link) {

    static SimulatedIdentity of(Connection connection, Map<String, Object> claims) {
        String claim = connection.provisioning().trust().subject();
        String issuer = connection.subjectIssuer();
        String standard = issuer + " " + claims.get(Provisioning.STANDARD_SUBJECT);
        Object value = claims.get(claim);
        return new SimulatedIdentity(
                connection.id(),
                claims,
                standard,
                claim.equals(Provisioning.STANDARD_SUBJECT)
                        ? standard
                        : value == null ? null : issuer + "#" + claim + " " + value);
    }

    static SimulatedIdentity ofAccount(String factor, String username) {
        return new SimulatedIdentity(factor, Map.of(), factor + " " + username, null);
    }

    /** Whether both are the same user's, by the claim that links accounts where both have it. */
    boolean same(SimulatedIdentity other) {
        return link != null && other.link != null && issuer(link).equals(issuer(other.link))
                ? link.equals(other.link)
                : standard.equals(other.standard);
    }

    private static String issuer(String key) {
        return key.substring(0, key.indexOf(' '));
    }
}
