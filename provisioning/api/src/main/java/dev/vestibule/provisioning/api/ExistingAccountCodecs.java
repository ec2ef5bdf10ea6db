package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ExistingAccounts.Match;
import dev.vestibule.provisioning.api.ExistingAccounts.Policy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/** How rules for existing accounts, and the proofs that they ask for, cross the wire. */
final class ExistingAccountCodecs {
    private ExistingAccountCodecs() {}

    static RecordCodec<ClaimAccount> claimAccount() {
        return new RecordCodec<>(
                "claim-account",
                command ->
                        ProvisioningCodecs.json("user", ProvisionUserFormat.of(command.user()))
                                .put("dn", command.dn())
                                .put("password", command.password().value()),
                wire ->
                        new ClaimAccount(
                                ProvisionUserFormat.read(wire.object("user")),
                                wire.text("dn"),
                                new TypedPassword(wire.text("password"))));
    }

    static RecordCodec<ConfirmationRequired> confirmationRequired() {
        return new RecordCodec<>(
                "confirmation-required",
                reply ->
                        ProvisioningCodecs.json("dn", reply.dn())
                                .put("match", match(reply.match())),
                wire -> new ConfirmationRequired(wire.text("dn"), match(wire.object("match"))));
    }

    static JsonObject existing(ExistingAccounts existing) {
        List<JsonObject> matches =
                existing.matches().stream().map(ExistingAccountCodecs::match).toList();
        return ProvisioningCodecs.json("policy", existing.policy().name())
                .put("matches", new JsonArray(matches))
                .put("verifiedEmail", existing.verifiedEmail());
    }

    static ExistingAccounts existing(WireObject wire) {
        return new ExistingAccounts(
                wire.constant("policy", Policy.class),
                wire.objects("matches").stream().map(ExistingAccountCodecs::match).toList(),
                wire.textIfPresent("verifiedEmail"));
    }

    private static JsonObject match(Match match) {
        return ProvisioningCodecs.json("attribute", match.attribute()).put("value", match.value());
    }

    private static Match match(WireObject wire) {
        return new Match(wire.text("attribute"), wire.text("value"));
    }
}
