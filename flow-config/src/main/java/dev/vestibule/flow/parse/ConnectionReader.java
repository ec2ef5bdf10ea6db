package dev.vestibule.flow.parse;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Secret;
import dev.vestibule.flow.parse.YamlNode.Mapping;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one connection. */
record ConnectionReader(Reading reading, ProvisioningReader provisioning) {

    private static final URI GOOGLE = URI.create("https://accounts.google.com");

    Connection read(String id, YamlNode node) {
        Fields fields = Fields.of(node, ConnectionKeys.SECTION, reading);
        Provider provider = fields.get(ConnectionKeys.TYPE, Provider.OIDC);
        return new Connection.Oidc(
                id,
                fields.find(ConnectionKeys.TITLE).orElse(id),
                issuer(fields, provider),
                fields.get(ConnectionKeys.CLIENT_ID, "?"),
                fields.get(ConnectionKeys.CLIENT_SECRET, new Secret("")),
                fields.get(ConnectionKeys.CLIENT_AUTHENTICATION),
                scopes(fields),
                parameters(fields),
                algorithms(fields),
                Set.copyOf(fields.find(ConnectionKeys.AUDIENCES).orElse(List.of())),
                provisioning.read(
                        fields.node(ConnectionKeys.PROVISIONING),
                        fields.place(),
                        new ProvisioningReader.Source(
                                provider,
                                fields.get(ConnectionKeys.SUBJECT),
                                Set.copyOf(
                                        fields.find(ConnectionKeys.EMAIL_DOMAINS)
                                                .orElse(List.of())),
                                fields.get(ConnectionKeys.TRUST_EMAIL))));
    }

    private URI issuer(Fields fields, Provider provider) {
        Optional<URI> issuer = fields.find(ConnectionKeys.ISSUER);
        return switch (provider) {
            case OIDC -> {
                fields.require(ConnectionKeys.ISSUER);
                yield issuer.orElse(URI.create("https://issuer.invalid"));
            }
            case GOOGLE -> {
                issuer.filter(ConnectionReader::isElsewhere)
                        .flatMap(_ -> fields.node(ConnectionKeys.ISSUER))
                        .ifPresent(this::notGoogle);
                yield issuer.orElse(GOOGLE);
            }
        };
    }

    /** Tests have Google's part played on this machine. */
    private static boolean isElsewhere(URI issuer) {
        return !issuer.equals(GOOGLE) && !Addresses.isLoopback(HostPort.of(issuer).host());
    }

    private void notGoogle(YamlNode node) {
        reading.problems()
                .error(
                        node.place(),
                        "an issuer that is not Google",
                        "no issuer, which is " + GOOGLE,
                        "Remove the issuer, or choose type: oidc.");
    }

    private List<String> scopes(Fields fields) {
        List<String> scopes = fields.get(ConnectionKeys.SCOPES);
        if (!scopes.contains("openid")) {
            fields.node(ConnectionKeys.SCOPES)
                    .ifPresent(node ->
                            reading.problems()
                                    .error(
                                            node.place(),
                                            "scopes without openid",
                                            "a list with openid",
                                            "Add openid: without it the provider sends no"
                                                    + " ID token."));
        }
        return scopes;
    }

    private Set<String> algorithms(Fields fields) {
        List<String> algorithms = fields.get(ConnectionKeys.SIGNING_ALGORITHMS);
        if (algorithms.isEmpty()) {
            fields.node(ConnectionKeys.SIGNING_ALGORITHMS)
                    .ifPresent(node ->
                            reading.problems()
                                    .error(
                                            node.place(),
                                            "an empty list",
                                            ConnectionKeys.SIGNING_ALGORITHMS.type().words(),
                                            "Name at least one, or remove the key."));
        }
        return Set.copyOf(algorithms);
    }

    private Map<String, String> parameters(Fields fields) {
        Map<String, String> parameters = new LinkedHashMap<>();
        fields.node(ConnectionKeys.AUTHORIZATION_PARAMETERS)
                .ifPresent(node -> readParameters(node, parameters));
        return parameters;
    }

    private void readParameters(YamlNode node, Map<String, String> parameters) {
        if (!(node instanceof Mapping mapping)) {
            reading.wrongKind(node, "parameter names with their values");
            return;
        }
        mapping.entries()
                .forEach((name, entry) -> {
                    if (!Names.isFreeParameter(name)) {
                        reading.problems()
                                .error(
                                        entry.key(),
                                        "a parameter that the protocol itself sets, or no"
                                                + " parameter name",
                                        "other parameters, for example prompt, login_hint"
                                                + " or domain_hint",
                                        "Remove it.");
                    }
                    parameters.put(name, Types.TEXT.read(entry.value(), reading));
                });
    }
}
