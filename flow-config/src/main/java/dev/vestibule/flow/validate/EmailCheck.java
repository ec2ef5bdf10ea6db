package dev.vestibule.flow.validate;

import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Provisioning;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Warns of an address that the provider has not verified, or does not decide about. */
record EmailCheck(Findings findings) {
    private static final Pattern EMAIL =
            Pattern.compile("\\bclaims\\s*(?:[.]\\s*email\\b|\\[\\s*[\"']email[\"']\\s*\\])");

    void check(Map<String, Connection> connections) {
        connections.values().forEach(this::check);
    }

    private void check(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        if (!provisioning.enabled() || provisioning.trust().email()) {
            return;
        }
        String path = "connections." + connection.id() + ".provisioning.attributes.";
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) -> {
                    if (name.equalsIgnoreCase("mail")) {
                        check(provisioning, mapping, path + name);
                    }
                });
    }

    private void check(Provisioning provisioning, AttributeMapping mapping, String path) {
        if (!EMAIL.matcher(mapping.value().source()).find()) {
            return;
        }
        Set<String> domains = provisioning.trust().authority().domains();
        if (!asks(provisioning, mapping, Set.of("email_verified"))) {
            warnUnverified(path);
        } else if (!domains.isEmpty() && !asks(provisioning, mapping, domains)) {
            warnForeign(path, domains.stream().sorted().findFirst().orElseThrow());
        }
    }

    /** Whether one of the expressions speaks of one of these. */
    private static boolean asks(
            Provisioning provisioning, AttributeMapping mapping, Set<String> words) {
        return Stream.of(provisioning.when(), mapping.value(), mapping.when())
                .filter(Objects::nonNull)
                .map(expression -> Objects.requireNonNull(expression).source())
                .anyMatch(source -> words.stream().anyMatch(source::contains));
    }

    private void warnForeign(String path, String domain) {
        findings.warning(
                path,
                "claims.email of every domain, although email-domains names those that this"
                        + " provider is authoritative for",
                "an address of one of these domains",
                "Write { value: claims.email, when: 'claims.email_verified &&"
                        + " claims.email.endsWith(\"@%s\")' }. Applications do not get an address of"
                                .formatted(domain)
                        + " another domain.");
    }

    private void warnUnverified(String path) {
        findings.warning(
                path,
                "claims.email, whether or not the provider has verified the address",
                "an address with the condition claims.email_verified, or trust-email: true at the"
                        + " connection",
                "Write { value: claims.email, when: claims.email_verified }. Applications do not"
                        + " get an address that is not verified.");
    }
}
