package dev.vestibule.flow.connection;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Types;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks by what connections know a user. */
public record ConnectionCheck(Map<String, Connection> connections, Findings findings) {
    /** Claims that a provider can give to another user after the first has left or changed it. */
    private static final Set<String> REASSIGNED =
            Types.wordsOf(
                    """
                    email name nickname phone_number preferred_username unique_name upn
                    """);

    /** Adds a problem for everything that is found. */
    public void check() {
        Map<String, Connection> first = new HashMap<>();
        for (Connection connection : connections.values()) {
            checkSubject(connection);
            Connection other = first.putIfAbsent(connection.subjectIssuer(), connection);
            if (other != null && !subject(other).equals(subject(connection))) {
                findings.error(
                        path(connection),
                        "another subject than that of "
                                + other.id()
                                + ", which has the same issuer",
                        "one subject for each issuer",
                        "Write the same in both; otherwise one user gets two accounts.");
            }
        }
    }

    private void checkSubject(Connection connection) {
        if (REASSIGNED.contains(subject(connection))) {
            findings.warning(
                    path(connection),
                    "claims." + subject(connection) + ", which can pass from one user to another",
                    "a claim whose value the provider never gives to a second user",
                    "The next user with this value gets the account. Use claims.sub, or an id of"
                            + " the user.");
        }
    }

    private static String subject(Connection connection) {
        return connection.provisioning().trust().subject();
    }

    private static String path(Connection connection) {
        return "connections." + connection.id() + ".subject";
    }
}
