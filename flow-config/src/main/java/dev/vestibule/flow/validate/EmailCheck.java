package dev.vestibule.flow.validate;

import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.model.AttributeMapping;
import dev.vestibule.flow.model.Connection;
import dev.vestibule.flow.model.Provisioning;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.regex.Pattern;

/** Warns of an address that is written whether or not the provider has verified it. */
record EmailCheck(Findings findings) {
    private static final Pattern EMAIL =
            Pattern.compile("\\bclaims\\s*(?:[.]\\s*email\\b|\\[\\s*[\"']email[\"']\\s*\\])");

    void check(Map<String, Connection> connections) {
        connections.values().forEach(this::check);
    }

    private void check(Connection connection) {
        Provisioning provisioning = connection.provisioning();
        if (!provisioning.enabled() || provisioning.trust().email() || asks(provisioning.when())) {
            return;
        }
        String path = "connections." + connection.id() + ".provisioning.attributes.";
        provisioning
                .content()
                .attributes()
                .forEach((name, mapping) -> {
                    if (name.equalsIgnoreCase("mail") && takesAny(mapping)) {
                        warn(path + name);
                    }
                });
    }

    private static boolean takesAny(AttributeMapping mapping) {
        return EMAIL.matcher(mapping.value().source()).find()
                && !asks(mapping.value())
                && !asks(mapping.when());
    }

    private static boolean asks(@Nullable Expression expression) {
        return expression != null && expression.source().contains("email_verified");
    }

    private void warn(String path) {
        findings.warning(
                path,
                "claims.email, whether or not the provider has verified the address",
                "an address with the condition claims.email_verified, or trust-email: true at the"
                        + " connection",
                "Write { value: claims.email, when: claims.email_verified }. Applications do not"
                        + " get an address that is not verified.");
    }
}
