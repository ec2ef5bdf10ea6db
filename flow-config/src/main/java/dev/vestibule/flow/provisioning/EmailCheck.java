package dev.vestibule.flow.provisioning;

import dev.vestibule.flow.schema.Findings;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Warns of an address that the provider has not verified, or does not decide about. */
record EmailCheck(Findings findings) {
    private static final Pattern EMAIL =
            Pattern.compile("\\bclaims\\s*(?:[.]\\s*email\\b|\\[\\s*[\"']email[\"']\\s*\\])");

    void check(Provisioning provisioning, String path) {
        if (!provisioning.enabled() || provisioning.trust().email()) {
            return;
        }
        var attributes = provisioning.content().attributes();
        attributes.forEach((name, mapping) -> {
            if (name.equalsIgnoreCase("mail") && EMAIL.matcher(mapping.value().source()).find()) {
                check(provisioning, mapping, path + ".attributes." + name);
            }
        });
    }

    private void check(Provisioning provisioning, AttributeMapping mapping, String path) {
        Set<String> domains = provisioning.trust().authority().domains();
        if (!asks(provisioning, mapping, Set.of("email_verified"))) {
            findings.warning(
                    path,
                    "claims.email, whether or not the provider has verified the address",
                    "an address with the condition claims.email_verified, or trust-email: true at"
                            + " the connection",
                    "Write { value: claims.email, when: claims.email_verified }. Applications do"
                            + " not get an address that is not verified.");
        } else if (!domains.isEmpty() && !asks(provisioning, mapping, domains)) {
            findings.warning(
                    path,
                    "claims.email of every domain, although email-domains names those that this"
                            + " provider is authoritative for",
                    "an address of one of these domains",
                    "Write { value: claims.email, when: 'claims.email_verified &&"
                            + " claims.email.endsWith(\"@%s\")' }. Applications do not get an"
                                    .formatted(domains.stream().sorted().findFirst().orElseThrow())
                            + " address of another domain.");
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
}
