package dev.vestibule.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.vestibule.provisioning.api.AccountEvent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One event on its way to one webhook.
 *
 * @param id of the event, the same at every attempt
 * @param account whose events keep their order
 * @param body what is posted, letter by letter
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Delivery(String webhook, String id, String account, String body) {

    static Delivery of(String webhook, AccountEvent event) {
        JsonObject data =
                new JsonObject()
                        .put("account", event.dn())
                        .put("username", event.username())
                        .put("connection", event.connection())
                        .put("issuer", event.issuer())
                        .put("attributes", new JsonArray(event.changes().attributes()))
                        .put("granted", new JsonArray(event.changes().granted()))
                        .put("withdrawn", new JsonArray(event.changes().withdrawn()))
                        .put("command", event.commandId());
        JsonObject body =
                new JsonObject()
                        .put("type", event.kind().type())
                        .put("timestamp", event.time().toString())
                        .put("data", data);
        return new Delivery(webhook, event.id(), event.dn(), body.encode());
    }

    static Delivery of(JsonObject json) {
        return json.mapTo(Delivery.class);
    }

    JsonObject json() {
        return JsonObject.mapFrom(this);
    }

    /** Names it among all. */
    String key() {
        return webhook + " " + id;
    }
}
