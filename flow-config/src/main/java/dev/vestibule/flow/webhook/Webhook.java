package dev.vestibule.flow.webhook;

import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
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

/**
 * A receiver of events about accounts.
 *
 * @param secret key of the signature: {@code whsec_} and base64, as Standard Webhooks writes it
 * @param events the kinds of events that are posted
 */
@KeyTable(
        """
        A receiver of events about accounts, see [events.md](events.md).
        | url | **required** | where events are posted; never redirected.
        | secret | **required** | the key that signs the events: `whsec_` and the base64 form of 24 to
          64 random bytes.
        | events | all events | which events are posted.
        """)
public record Webhook(String id, URI url, Secret secret, List<String> events) {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    public Webhook {
        events = List.copyOf(events);
    }

    /** The section of one webhook. */
    public static Section<Webhook> section() {
        Map<String, String> words = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            words.put(kind.type(), kind.type());
        }
        return Section.of(
                        Webhook.class,
                        Map.of("url", UrlTypes.WEBHOOK, "events", Types.choice(words)))
                .checked(Webhook::checkSecret)
                .to((hook, fields) ->
                        fields.has("events")
                                ? hook
                                : new Webhook(
                                        hook.id,
                                        hook.url,
                                        hook.secret,
                                        List.copyOf(words.values())));
    }

    private void checkSecret(Fields fields) {
        if (fields.sound("secret") && !isKey(secret.reveal())) {
            fields.error(
                    "secret",
                    "a secret in another form",
                    "whsec_ and the base64 form of 24 to 64 random bytes",
                    "Make one: echo whsec_$(openssl rand -base64 32)");
        }
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
