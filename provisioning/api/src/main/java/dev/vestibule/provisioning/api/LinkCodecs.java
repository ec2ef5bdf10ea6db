package dev.vestibule.provisioning.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The codecs of account links. */
final class LinkCodecs {
    private LinkCodecs() {}

    static RecordCodec<FindLinks> findLinks() {
        return new RecordCodec<>(
                "find-links",
                query -> new JsonObject().put("identity", identity(query.identity())),
                wire -> new FindLinks(identity(wire, "identity")));
    }

    static RecordCodec<LinkAccount> linkAccount() {
        return new RecordCodec<>(
                "link-account",
                command ->
                        new JsonObject()
                                .put("commandId", command.commandId())
                                .put("identity", identity(command.identity()))
                                .put("added", identity(command.added()))
                                .put("connection", command.connection()),
                wire ->
                        new LinkAccount(
                                wire.text("commandId"),
                                identity(wire, "identity"),
                                identity(wire, "added"),
                                wire.text("connection")));
    }

    static RecordCodec<LinksReply.Links> links() {
        return new RecordCodec<>(
                "links",
                reply ->
                        new JsonObject()
                                .put("dn", reply.dn())
                                .put("username", reply.username())
                                .put(
                                        "links",
                                        new JsonArray(
                                                reply.links().stream()
                                                        .map(LinkCodecs::link)
                                                        .toList())),
                wire ->
                        new LinksReply.Links(
                                wire.text("dn"),
                                wire.text("username"),
                                wire.objects("links").stream().map(LinkCodecs::link).toList()));
    }

    static @Nullable JsonObject identityOrNull(@Nullable FederatedIdentity identity) {
        return identity == null ? null : identity(identity);
    }

    static @Nullable FederatedIdentity identityIfPresent(WireObject wire, String field) {
        return wire.has(field) ? identity(wire, field) : null;
    }

    private static JsonObject identity(FederatedIdentity identity) {
        return ProvisioningCodecs.identity(identity);
    }

    private static FederatedIdentity identity(WireObject wire, String field) {
        return ProvisioningCodecs.identity(wire.object(field));
    }

    private static JsonObject link(AccountLink link) {
        Instant since = link.since();
        return new JsonObject()
                .put("identity", identity(link.identity()))
                .put("since", since == null ? null : since.toString());
    }

    private static AccountLink link(WireObject wire) {
        String since = wire.textIfPresent("since");
        return new AccountLink(
                identity(wire, "identity"), since == null ? null : Instant.parse(since));
    }
}
