package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.GroupGrants.Extent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** How the command that makes an account crosses the wire, alone or within another. */
final class ProvisionUserFormat {
    private ProvisionUserFormat() {}

    static JsonObject of(ProvisionUser command) {
        JsonObject json =
                ProvisioningCodecs.json("commandId", command.commandId())
                        .put("sync", CommandFormat.of(command.sync()))
                        .put("existing", ExistingAccountCodecs.existing(command.existing()));
        put(json, command.person());
        put(json, command.profile());
        put(json, command.groups());
        put(json, command.newAccount());
        return json;
    }

    static ProvisionUser read(WireObject wire) {
        return new ProvisionUser(
                wire.text("commandId"),
                person(wire),
                profile(wire),
                groups(wire),
                CommandFormat.sync(wire),
                newAccount(wire),
                ExistingAccountCodecs.existing(wire.object("existing")));
    }

    private static void put(JsonObject json, VerifiedPerson person) {
        json.put("connection", person.connection())
                .put("identity", ProvisioningCodecs.identity(person.identity()))
                .put("previous", LinkCodecs.identityOrNull(person.previous()));
    }

    private static VerifiedPerson person(WireObject wire) {
        return new VerifiedPerson(
                wire.text("connection"),
                ProvisioningCodecs.identity(wire.object("identity")),
                LinkCodecs.identityIfPresent(wire, "previous"));
    }

    private static void put(JsonObject json, AccountProfile profile) {
        json.put("username", profile.username())
                .put("attributes", ProvisioningCodecs.named(profile.attributes()))
                .put("demanded", new JsonArray(List.copyOf(profile.demanded())));
    }

    private static AccountProfile profile(WireObject wire) {
        return new AccountProfile(
                wire.text("username"),
                wire.textsByName("attributes"),
                Set.copyOf(wire.texts("demanded")));
    }

    private static void put(JsonObject json, @Nullable GroupGrants groups) {
        if (groups != null) {
            json.put(field(groups.extent()), new JsonArray(groups.names()))
                    .put("membership", groups.membership().name())
                    .put("namedGroups", new JsonArray(List.copyOf(groups.named())))
                    .put("restore", groups.restore());
        }
    }

    private static @Nullable GroupGrants groups(WireObject wire) {
        for (Extent extent : Extent.values()) {
            List<String> names = wire.textsIfPresent(field(extent));
            if (names != null) {
                Membership membership = wire.constantOr("membership", Membership.STATIC);
                return new GroupGrants(
                        names,
                        membership,
                        extent,
                        Set.copyOf(wire.textsOrNone("namedGroups")),
                        wire.flagIfPresent("restore"));
            }
        }
        return null;
    }

    /** A node of an earlier version reads the first only, and withdraws nothing for the second. */
    private static String field(Extent extent) {
        return switch (extent) {
            case ALL -> "groups";
            case KNOWN -> "knownGroups";
        };
    }

    private static void put(JsonObject json, NewAccount newAccount) {
        json.put("newAccount", newAccount.mode().name())
                .put("password", ProvisioningCodecs.password(newAccount.password()))
                .put("place", CommandFormat.of(newAccount.place()));
    }

    private static NewAccount newAccount(WireObject wire) {
        return new NewAccount(
                wire.constantOr("newAccount", NewAccount.Mode.CREATE),
                ProvisioningCodecs.password(wire),
                CommandFormat.place(wire));
    }
}
