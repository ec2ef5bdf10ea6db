package dev.vestibule.provisioning.api;

import io.vertx.core.json.JsonObject;

/** How the command that makes an account crosses the wire, alone or within another. */
final class ProvisionUserFormat {
    private ProvisionUserFormat() {}

    static JsonObject of(ProvisionUser command) {
        return ProvisioningCodecs.json("commandId", command.commandId())
                .put("connection", command.connection())
                .put("identity", ProvisioningCodecs.identity(command.identity()))
                .put("username", command.username())
                .put("attributes", ProvisioningCodecs.named(command.attributes()))
                .put("groups", command.groups())
                .put("membership", command.membership().name())
                .put("previous", LinkCodecs.identityOrNull(command.previous()))
                .put("newAccount", command.newAccount().name())
                .put("password", ProvisioningCodecs.password(command.password()))
                .put("sync", CommandFormat.of(command.sync()))
                .put("place", CommandFormat.of(command.place()))
                .put("existing", ExistingAccountCodecs.existing(command.existing()));
    }

    static ProvisionUser read(WireObject wire) {
        return new ProvisionUser(
                wire.text("commandId"),
                wire.text("connection"),
                ProvisioningCodecs.identity(wire.object("identity")),
                wire.text("username"),
                wire.textsByName("attributes"),
                wire.textsIfPresent("groups"),
                wire.constantOr("membership", Membership.STATIC),
                LinkCodecs.identityIfPresent(wire, "previous"),
                wire.constantOr("newAccount", NewAccount.CREATE),
                ProvisioningCodecs.password(wire),
                CommandFormat.sync(wire),
                CommandFormat.place(wire),
                ExistingAccountCodecs.existing(wire.object("existing")));
    }
}
