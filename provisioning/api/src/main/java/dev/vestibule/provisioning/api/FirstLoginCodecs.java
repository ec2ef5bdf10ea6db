package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ProvisioningFailure.PasswordRefused;

import io.vertx.core.json.JsonObject;

/** The codecs of what may follow the user's answers at the first login. */
final class FirstLoginCodecs {
    private FirstLoginCodecs() {}

    static RecordCodec<AccountProposed> accountProposed() {
        return new RecordCodec<>(
                "account-proposed",
                reply ->
                        json("commandId", reply.commandId())
                                .put("username", reply.username())
                                .put("lacksPassword", reply.lacksPassword()),
                wire ->
                        new AccountProposed(
                                wire.text("commandId"),
                                wire.text("username"),
                                wire.flag("lacksPassword")));
    }

    static RecordCodec<AccountNotCreated> accountNotCreated() {
        return new RecordCodec<>(
                "account-not-created",
                reply -> json("commandId", reply.commandId()),
                wire -> new AccountNotCreated(wire.text("commandId")));
    }

    static RecordCodec<PasswordRefused> passwordRefused() {
        return new RecordCodec<>(
                "password-refused",
                failure -> json("reason", failure.reason().name()).put("detail", failure.detail()),
                wire ->
                        new PasswordRefused(
                                wire.constant("reason", PasswordRefused.Reason.class),
                                wire.text("detail")));
    }

    private static JsonObject json(String field, Object value) {
        return new JsonObject().put(field, value);
    }
}
