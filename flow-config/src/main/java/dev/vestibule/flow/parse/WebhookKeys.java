package dev.vestibule.flow.parse;

import dev.vestibule.flow.model.Secret;
import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of one webhook. */
final class WebhookKeys {
    static final Key<URI> URL =
            Key.required("url", Addresses.WEBHOOK, "where events are posted; never redirected.");
    static final Key<Secret> SECRET =
            Key.required(
                    "secret",
                    new SecretType(),
                    "the key that signs the events: `whsec_` and the base64 form of 24 to 64 random"
                            + " bytes.");
    static final Key<List<String>> EVENTS =
            Key.optional(
                    "events",
                    Types.listOf(Types.choice(words())),
                    "all events",
                    "which events are posted.");

    static final Section SECTION =
            new Section(
                    "webhooks.ID",
                    "A receiver of events about accounts, see [events.md](events.md).",
                    List.of(URL, SECRET, EVENTS));

    private WebhookKeys() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        EventKind.types().forEach(event -> words.put(event, event));
        return words;
    }
}
