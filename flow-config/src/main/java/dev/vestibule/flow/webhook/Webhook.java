package dev.vestibule.flow.webhook;

import dev.vestibule.flow.yaml.Secret;

import java.net.URI;
import java.util.List;

/**
 * A receiver of events about accounts.
 *
 * @param secret key of the signature: {@code whsec_} and base64, as Standard Webhooks writes it
 * @param events the kinds of events that are posted
 */
public record Webhook(String id, URI url, Secret secret, List<String> events) {
    public Webhook {
        events = List.copyOf(events);
    }
}
