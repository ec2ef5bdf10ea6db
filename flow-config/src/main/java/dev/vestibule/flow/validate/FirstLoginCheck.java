package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.flow.model.Provisioning;
import dev.vestibule.flow.model.Provisioning.Prompt;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks the settings that decide, at the first login, which account belongs to the user and what
 * the page asks.
 */
record FirstLoginCheck(FlowConfig config, Findings findings) {

    /** Claims that a provider can give to another user after the first has left or changed it. */
    private static final Set<String> REASSIGNED =
            Set.of(
                    "email",
                    "name",
                    "nickname",
                    "phone_number",
                    "preferred_username",
                    "unique_name",
                    "upn");

    void check() {
        Map<URI, Connection> first = new HashMap<>();
        for (Connection connection : config.connections().values()) {
            checkPrompt(connection);
            if (connection instanceof Connection.Oidc oidc) {
                checkSubject(oidc);
                Connection other = first.putIfAbsent(oidc.issuer(), oidc);
                checkSameSubject(oidc, other == null ? oidc : other);
            }
        }
    }

    private void checkPrompt(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        if (!provisioning.enabled() && provisioning.newAccounts().prompt() != Prompt.NONE) {
            findings.warning(
                    "connections." + connection.id() + ".provisioning.prompt",
                    "a prompt of a connection that writes no accounts",
                    "a prompt where provisioning is enabled",
                    "Enable provisioning, or remove the prompt.");
        }
        if (provisioning.newAccounts().prompt() == Prompt.NONE) {
            provisioning
                    .content()
                    .attributes()
                    .forEach((name, mapping) -> checkAsked(connection, name, mapping));
        }
    }

    /** Without a page there is nowhere to ask. */
    private void checkAsked(Connection connection, String name, AttributeMapping mapping) {
        if (mapping.prompt()) {
            findings.error(
                    "connections."
                            + connection.id()
                            + ".provisioning.attributes."
                            + name
                            + ".prompt",
                    "a prompt for " + name + ", but the connection has no prompt",
                    "prompt: consent, username or username-and-password beside attributes",
                    "Add it to provisioning, or remove this one.");
        }
    }

    private void checkSubject(Connection connection) {
        String claim = connection.provisioning().trust().subject();
        if (REASSIGNED.contains(claim)) {
            findings.warning(
                    subject(connection),
                    "claims." + claim + ", which can pass from one user to another",
                    "a claim whose value the provider never gives to a second user",
                    "The next user with this value gets the account. Use claims.sub, or an id of"
                            + " the user.");
        }
    }

    private void checkSameSubject(Connection connection, Connection other) {
        if (!connection
                .provisioning()
                .trust()
                .subject()
                .equals(other.provisioning().trust().subject())) {
            findings.error(
                    subject(connection),
                    "another subject than that of " + other.id() + ", which has the same issuer",
                    "one subject for each issuer",
                    "Write the same in both; otherwise one user gets two accounts.");
        }
    }

    private static String subject(Connection connection) {
        return "connections." + connection.id() + ".subject";
    }
}
