package dev.vestibule.flow.model;

import java.net.URI;
import java.util.List;

/**
 * A receiver of events about accounts.
 *
 * @param secret key of the signature: {@code whsec_} and base64, as Standard Webhooks writes it
 * @param events the kinds of events that are posted
 */
public record Webhook(String id, URI url, Secret secret, List<String> events) {
    /** Every kind of event that there is. */
    public static final List<String> EVENTS =
            List.of(
                    "account.created",
                    "account.updated",
                    "account.disabled",
                    "account.enabled",
                    "account.linked",
                    "account.unlinked",
                    "account.deleted");

    public Webhook {
        events = List.copyOf(events);
    }
}
