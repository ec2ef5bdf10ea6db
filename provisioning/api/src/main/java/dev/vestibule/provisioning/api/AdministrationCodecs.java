package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.CheckReply.AccountsChecked;
import dev.vestibule.provisioning.api.CheckReply.CheckedAccount;
import dev.vestibule.provisioning.api.UnlinkReply.AccountUnlinked;
import dev.vestibule.provisioning.api.UnlinkReply.LastLinkKept;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/** The codecs of the commands that keep accounts: those of the administrator and of the user. */
final class AdministrationCodecs {
    private final EventBus eventBus;

    AdministrationCodecs(EventBus eventBus) {
        this.eventBus = eventBus;
    }

    void register() {
        new AccountCodecs(eventBus).register();
        eventBus.registerDefaultCodec(CheckAccounts.class, checkAccounts());
        eventBus.registerDefaultCodec(AccountsChecked.class, accountsChecked());
        eventBus.registerDefaultCodec(UnlinkAccount.class, unlinkAccount());
        eventBus.registerDefaultCodec(AccountUnlinked.class, accountUnlinked());
        eventBus.registerDefaultCodec(LastLinkKept.class, lastLinkKept());
        eventBus.registerDefaultCodec(
                UnlinkReply.NoAccount.class,
                new RecordCodec<>(
                        "unlink-no-account",
                        _ -> new JsonObject(),
                        _ -> new UnlinkReply.NoAccount()));
    }

    static RecordCodec<CheckAccounts> checkAccounts() {
        return new RecordCodec<>(
                "check-accounts",
                query ->
                        new JsonObject()
                                .put(
                                        "identities",
                                        AccountCodecs.array(
                                                query.identities(), ProvisioningCodecs::identity)),
                wire ->
                        new CheckAccounts(
                                wire.objects("identities").stream()
                                        .map(ProvisioningCodecs::identity)
                                        .toList()));
    }

    static RecordCodec<AccountsChecked> accountsChecked() {
        return new RecordCodec<>(
                "accounts-checked",
                reply ->
                        new JsonObject()
                                .put(
                                        "accounts",
                                        AccountCodecs.array(
                                                reply.accounts(), AdministrationCodecs::checked)),
                wire ->
                        new AccountsChecked(
                                wire.objects("accounts").stream()
                                        .map(AdministrationCodecs::checked)
                                        .toList()));
    }

    private static JsonObject checked(CheckedAccount checked) {
        Account account = checked.account();
        return new JsonObject()
                .put("identity", ProvisioningCodecs.identity(checked.identity()))
                .put("account", account == null ? null : ProvisioningCodecs.account(account));
    }

    private static CheckedAccount checked(WireObject wire) {
        WireObject account = wire.objectIfPresent("account");
        return new CheckedAccount(
                ProvisioningCodecs.identity(wire.object("identity")),
                account == null ? null : ProvisioningCodecs.account(account));
    }

    static RecordCodec<UnlinkAccount> unlinkAccount() {
        return new RecordCodec<>(
                "unlink-account",
                command ->
                        new JsonObject()
                                .put("commandId", command.commandId())
                                .put("dn", command.dn())
                                .put("identity", ProvisioningCodecs.identity(command.identity()))
                                .put("connection", command.connection())
                                .put("keepOne", command.keepOne()),
                wire ->
                        new UnlinkAccount(
                                wire.text("commandId"),
                                wire.text("dn"),
                                ProvisioningCodecs.identity(wire.object("identity")),
                                wire.textIfPresent("connection"),
                                wire.flag("keepOne")));
    }

    static RecordCodec<AccountUnlinked> accountUnlinked() {
        return new RecordCodec<>(
                "account-unlinked",
                reply ->
                        new JsonObject()
                                .put("commandId", reply.commandId())
                                .put("dn", reply.dn())
                                .put("username", reply.username())
                                .put("changed", reply.changed())
                                .put("changes", ChangesFormat.of(reply.changes())),
                wire ->
                        new AccountUnlinked(
                                wire.text("commandId"),
                                wire.text("dn"),
                                wire.text("username"),
                                wire.flag("changed"),
                                ChangesFormat.ifPresent(wire)));
    }

    static RecordCodec<LastLinkKept> lastLinkKept() {
        return new RecordCodec<>(
                "last-link-kept",
                reply -> new JsonObject().put("commandId", reply.commandId()).put("dn", reply.dn()),
                wire -> new LastLinkKept(wire.text("commandId"), wire.text("dn")));
    }
}
