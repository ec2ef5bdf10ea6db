package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.Secret;
import dev.vestibule.flow.model.Webhook;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import java.net.URI;
import java.util.Base64;

/** Reads one webhook. */
record WebhookReader(Reading reading) {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    Webhook read(String id, YamlNode node) {
        Fields fields = Fields.of(node, WebhookKeys.SECTION, reading);
        int errors = reading.problems().size();
        Secret secret = fields.get(WebhookKeys.SECRET, new Secret(""));
        if (fields.has(WebhookKeys.SECRET)
                && reading.problems().size() == errors
                && !isKey(secret.reveal())) {
            reading.problems()
                    .error(
                            fields.node(WebhookKeys.SECRET).orElseThrow().place(),
                            "a secret in another form",
                            "whsec_ and the base64 form of 24 to 64 random bytes",
                            "Make one: echo whsec_$(openssl rand -base64 32)");
        }
        return new Webhook(
                id,
                fields.get(WebhookKeys.URL, URI.create("https://webhook.invalid")),
                secret,
                fields.find(WebhookKeys.EVENTS).orElseGet(EventKind::types));
    }

    private static boolean isKey(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return bytes >= SHORTEST && bytes <= LONGEST;
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
