package dev.vestibule.flow.webhook;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.SecretType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of one webhook. */
public final class WebhookSection {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final Keys keys =
            new Keys("A receiver of events about accounts, see [events.md](events.md).");
    private final Key<URI> url =
            keys.required("url", UrlTypes.WEBHOOK)
                    .means("where events are posted; never redirected.");
    private final Key<Secret> secret =
            keys.required("secret", new SecretType())
                    .means(
                            "the key that signs the events: `whsec_` and the base64 form of 24 to"
                                    + " 64 random bytes.");
    private final Key<List<String>> events =
            keys.optional("events", Types.listOf(Types.choice(words())), "all events")
                    .means("which events are posted.");

    /** The section. */
    public Section<Webhook> section() {
        return keys.reads(this::read);
    }

    private Webhook read(Fields fields) {
        Secret key = fields.get(secret);
        if (fields.sound(secret) && !isKey(key.reveal())) {
            fields.error(
                    secret,
                    "a secret in another form",
                    "whsec_ and the base64 form of 24 to 64 random bytes",
                    "Make one: echo whsec_$(openssl rand -base64 32)");
        }
        return new Webhook(
                fields.id(),
                fields.get(url),
                key,
                fields.find(events).orElseGet(() -> List.copyOf(words().values())));
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

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            words.put(kind.type(), kind.type());
        }
        return words;
    }
}
