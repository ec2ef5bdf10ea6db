package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.ChangeReply.AccountChanged;
import dev.vestibule.provisioning.api.ListReply.AccountsListed;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The codecs of the questions about accounts, and of their answers. */
final class AccountCodecs {
    private final EventBus eventBus;

    AccountCodecs(EventBus eventBus) {
        this.eventBus = eventBus;
    }

    void register() {
        eventBus.registerDefaultCodec(ShowAccount.class, showAccount());
        eventBus.registerDefaultCodec(ShowReply.Shown.class, shown());
        eventBus.registerDefaultCodec(NoSuchAccount.class, noSuchAccount());
        eventBus.registerDefaultCodec(ChangeAccount.class, changeAccount());
        eventBus.registerDefaultCodec(AccountChanged.class, accountChanged());
        eventBus.registerDefaultCodec(ListAccounts.class, listAccounts());
        eventBus.registerDefaultCodec(AccountPage.class, accountPage());
        eventBus.registerDefaultCodec(AccountsListed.class, accountsListed());
        eventBus.registerDefaultCodec(ExportAccounts.class, exportAccounts());
        eventBus.registerDefaultCodec(LdifPage.class, ldifPage());
    }

    static RecordCodec<ShowAccount> showAccount() {
        return new RecordCodec<>(
                "show-account",
                query -> json("account", query.account()),
                wire -> new ShowAccount(wire.text("account")));
    }

    static RecordCodec<ShowReply.Shown> shown() {
        return new RecordCodec<>(
                "account-shown",
                reply -> json("account", details(reply.account())),
                wire -> new ShowReply.Shown(details(wire.object("account"))));
    }

    static RecordCodec<NoSuchAccount> noSuchAccount() {
        return new RecordCodec<>(
                "no-such-account",
                reply -> json("account", reply.account()),
                wire -> new NoSuchAccount(wire.text("account")));
    }

    static RecordCodec<ChangeAccount> changeAccount() {
        return new RecordCodec<>(
                "change-account",
                command ->
                        json("commandId", command.commandId())
                                .put("dn", command.dn())
                                .put("change", command.change().name())
                                .put("notSince", text(command.notSince())),
                wire ->
                        new ChangeAccount(
                                wire.text("commandId"),
                                wire.text("dn"),
                                wire.constant("change", Change.class),
                                wire.timeIfPresent("notSince")));
    }

    static RecordCodec<AccountChanged> accountChanged() {
        return new RecordCodec<>(
                "account-changed",
                reply ->
                        json("commandId", reply.commandId())
                                .put("change", reply.change().name())
                                .put("dn", reply.dn())
                                .put("username", reply.username())
                                .put("changed", reply.changed())
                                .put("state", ProvisioningCodecs.state(reply.state()))
                                .put("changes", ChangesFormat.of(reply.changes())),
                wire ->
                        new AccountChanged(
                                wire.text("commandId"),
                                wire.constant("change", Change.class),
                                wire.text("dn"),
                                wire.textIfPresent("username"),
                                wire.flag("changed"),
                                ProvisioningCodecs.state(wire.object("state")),
                                ChangesFormat.ifPresent(wire)));
    }

    static RecordCodec<ListAccounts> listAccounts() {
        return new RecordCodec<>(
                "list-accounts",
                query ->
                        filter(query.filter())
                                .put("pages", query.pages())
                                .put("pageSize", query.pageSize())
                                .put("memberships", query.memberships()),
                wire ->
                        new ListAccounts(
                                filter(wire),
                                wire.text("pages"),
                                wire.number("pageSize"),
                                wire.flag("memberships")));
    }

    static RecordCodec<ExportAccounts> exportAccounts() {
        return new RecordCodec<>(
                "export-accounts",
                query ->
                        filter(query.filter())
                                .put("pages", query.pages())
                                .put("pageSize", query.pageSize()),
                wire ->
                        new ExportAccounts(
                                filter(wire), wire.text("pages"), wire.number("pageSize")));
    }

    private static JsonObject filter(AccountFilter filter) {
        return json("provisionedBy", filter.provisionedBy())
                .put("notProvisionedBy", filter.notProvisionedBy())
                .put("notSignedInSince", text(filter.notSignedInSince()))
                .put("unusable", filter.unusable())
                .put("undecided", filter.undecided());
    }

    private static AccountFilter filter(WireObject wire) {
        return new AccountFilter(
                wire.textIfPresent("provisionedBy"),
                wire.textsIfPresent("notProvisionedBy"),
                wire.timeIfPresent("notSignedInSince"),
                wire.flag("unusable"),
                wire.flag("undecided"));
    }

    static RecordCodec<LdifPage> ldifPage() {
        return new RecordCodec<>(
                "ldif-page",
                page -> json("accounts", page.accounts()).put("ldif", page.ldif()),
                wire -> new LdifPage(wire.number("accounts"), wire.text("ldif")));
    }

    static RecordCodec<AccountPage> accountPage() {
        return new RecordCodec<>(
                "account-page",
                page -> json("accounts", array(page.accounts(), AccountCodecs::details)),
                wire ->
                        new AccountPage(
                                wire.objects("accounts").stream()
                                        .map(AccountCodecs::details)
                                        .toList()));
    }

    static RecordCodec<AccountsListed> accountsListed() {
        return new RecordCodec<>(
                "accounts-listed",
                reply -> json("count", Long.toString(reply.count())),
                wire -> new AccountsListed(Long.parseLong(wire.text("count"))));
    }

    private static JsonObject details(AccountDetails account) {
        return json("dn", account.dn())
                .put("username", account.username())
                .put("state", ProvisioningCodecs.state(account.state()))
                .put("links", array(account.links(), ProvisioningCodecs::identity))
                .put("provisionedBy", account.provisionedBy())
                .put("provisionedAt", text(account.provisionedAt()))
                .put("lastSignIn", text(account.lastSignIn()))
                .put("attributes", array(account.attributes(), AccountCodecs::attribute))
                .put("groups", array(account.groups(), AccountCodecs::group));
    }

    private static AccountDetails details(WireObject wire) {
        return new AccountDetails(
                wire.text("dn"),
                wire.text("username"),
                ProvisioningCodecs.state(wire.object("state")),
                wire.objects("links").stream().map(ProvisioningCodecs::identity).toList(),
                wire.textIfPresent("provisionedBy"),
                wire.timeIfPresent("provisionedAt"),
                wire.timeIfPresent("lastSignIn"),
                wire.objects("attributes").stream().map(AccountCodecs::attribute).toList(),
                wire.objects("groups").stream().map(AccountCodecs::group).toList());
    }

    private static JsonObject attribute(AttributeDetails attribute) {
        return json("name", attribute.name())
                .put("values", new JsonArray(attribute.values()))
                .put("standing", attribute.standing().name())
                .put("connection", attribute.connection())
                .put("writtenAt", text(attribute.writtenAt()));
    }

    private static AttributeDetails attribute(WireObject wire) {
        return new AttributeDetails(
                wire.text("name"),
                wire.texts("values"),
                wire.constant("standing", Standing.class),
                wire.textIfPresent("connection"),
                wire.timeIfPresent("writtenAt"));
    }

    private static JsonObject group(GroupDetails group) {
        return json("name", group.name())
                .put("grantedBy", new JsonArray(group.grantedBy()))
                .put("member", group.member())
                .put("removed", group.removed());
    }

    private static GroupDetails group(WireObject wire) {
        return new GroupDetails(
                wire.text("name"),
                wire.texts("grantedBy"),
                wire.flag("member"),
                wire.flagIfPresent("removed"));
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        return new JsonArray(values.stream().map(json).toList());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static JsonObject json(String field, @Nullable Object value) {
        return new JsonObject().put(field, value);
    }
}
