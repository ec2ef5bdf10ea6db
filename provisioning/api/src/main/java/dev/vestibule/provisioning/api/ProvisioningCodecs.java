package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ProvisioningFailure.AccountConflict;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountDisabled;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountExists;
import dev.vestibule.provisioning.api.ProvisioningFailure.AccountLocked;
import dev.vestibule.provisioning.api.ProvisioningFailure.AttributeRejected;
import dev.vestibule.provisioning.api.ProvisioningFailure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.ProvisioningFailure.PasswordRefused;
import dev.vestibule.provisioning.api.ProvisioningFailure.PasswordRejected;
import dev.vestibule.provisioning.api.ProvisioningFailure.PolicyRefused;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The codecs of every command and reply. */
public final class ProvisioningCodecs {
    private final EventBus eventBus;
    private final Wire way;

    private ProvisioningCodecs(EventBus eventBus, Wire way) {
        this.eventBus = eventBus;
        this.way = way;
    }

    /**
     * Makes the event bus carry the commands and replies. Once per event bus, on every node, before
     * the first command. Messages with a typed password are carried within the process only.
     *
     * @throws IllegalStateException when the event bus has them already
     */
    public static void register(EventBus eventBus) {
        register(eventBus, Wire.PLAIN);
    }

    /** The same for this connection between the nodes. */
    public static void register(EventBus eventBus, Wire way) {
        ProvisioningCodecs codecs = new ProvisioningCodecs(eventBus, way);
        codecs.registerCommands();
        codecs.registerReplies();
        codecs.registerFailures();
        InspectionCodecs.register(eventBus);
        new AdministrationCodecs(eventBus).register();
    }

    private void registerCommands() {
        boolean plain = way == Wire.PLAIN;
        register(
                ProvisionUser.class,
                provisionUser()
                        .keeping(command -> plain && command.newAccount().password() != null));
        register(ClaimAccount.class, ExistingAccountCodecs.claimAccount().keeping(_ -> plain));
        register(
                FindAccount.class,
                new RecordCodec<>(
                        "find-account",
                        query -> json("identity", identity(query.identity())),
                        wire -> new FindAccount(identity(wire.object("identity")))));
        register(CheckDirectory.class, empty("check-directory", new CheckDirectory()));
        register(FindLinks.class, LinkCodecs.findLinks());
        register(LinkAccount.class, LinkCodecs.linkAccount());
    }

    private void registerReplies() {
        register(UserProvisioned.class, userProvisioned());
        register(AccountEvent.class, accountEvent());
        register(ConfirmationRequired.class, ExistingAccountCodecs.confirmationRequired());
        register(
                AccountReply.Found.class,
                new RecordCodec<>(
                        "account-found",
                        reply -> json("account", account(reply.account())),
                        wire -> new AccountReply.Found(account(wire.object("account")))));
        register(AccountProposed.class, FirstLoginCodecs.accountProposed());
        register(AccountNotCreated.class, FirstLoginCodecs.accountNotCreated());
        register(LinksReply.Links.class, LinkCodecs.links());
        register(
                LinksReply.NoAccount.class, empty("no-linked-account", new LinksReply.NoAccount()));
        register(AccountReply.NoAccount.class, empty("no-account", new AccountReply.NoAccount()));
        register(
                DirectoryReply.DirectoryReady.class,
                empty("directory-ready", new DirectoryReply.DirectoryReady()));
    }

    private void registerFailures() {
        register(AccountConflict.class, failure("account-conflict", AccountConflict::new));
        register(AccountExists.class, failure("account-exists", AccountExists::new));
        register(PasswordRejected.class, failure("password-rejected", PasswordRejected::new));
        register(AccountDisabled.class, refusal("account-disabled", AccountDisabled::new));
        register(AccountLocked.class, refusal("account-locked", AccountLocked::new));
        register(
                DirectoryUnavailable.class,
                failure("directory-unavailable", DirectoryUnavailable::new));
        register(PolicyRefused.class, failure("policy-refused", PolicyRefused::new));
        register(PasswordRefused.class, FirstLoginCodecs.passwordRefused());
        register(
                AttributeRejected.class,
                new RecordCodec<>(
                        "attribute-rejected",
                        failure ->
                                json("attribute", failure.attribute())
                                        .put("detail", failure.detail()),
                        wire ->
                                new AttributeRejected(
                                        wire.text("attribute"), wire.text("detail"))));
    }

    private <R> void register(Class<R> type, RecordCodec<R> codec) {
        eventBus.registerDefaultCodec(type, codec);
    }

    static RecordCodec<ProvisionUser> provisionUser() {
        return new RecordCodec<>(
                "provision-user", ProvisionUserFormat::of, ProvisionUserFormat::read);
    }

    static RecordCodec<UserProvisioned> userProvisioned() {
        return new RecordCodec<>(
                "user-provisioned",
                reply ->
                        json("commandId", reply.commandId())
                                .put("outcome", reply.outcome().name())
                                .put("account", account(reply.account()))
                                .put("changes", ChangesFormat.of(reply.changes())),
                wire ->
                        new UserProvisioned(
                                wire.text("commandId"),
                                wire.constant("outcome", UserProvisioned.Outcome.class),
                                account(wire.object("account")),
                                ChangesFormat.read(wire.object("changes"))));
    }

    static RecordCodec<AccountEvent> accountEvent() {
        return new RecordCodec<>(
                "account-event",
                event ->
                        json("id", event.id())
                                .put("kind", event.kind().name())
                                .put("time", event.time().toString())
                                .put("commandId", event.commandId())
                                .put("dn", event.dn())
                                .put("username", event.username())
                                .put("connection", event.connection())
                                .put("issuer", event.issuer())
                                .put("changes", ChangesFormat.of(event.changes())),
                wire ->
                        new AccountEvent(
                                wire.text("id"),
                                wire.constant("kind", EventKind.class),
                                wire.instant("time"),
                                wire.text("commandId"),
                                wire.text("dn"),
                                wire.textIfPresent("username"),
                                wire.textIfPresent("connection"),
                                wire.textIfPresent("issuer"),
                                ChangesFormat.read(wire.object("changes"))));
    }

    static @Nullable String password(@Nullable TypedPassword password) {
        return password == null ? null : password.value();
    }

    static @Nullable TypedPassword password(WireObject wire) {
        String value = wire.textIfPresent("password");
        return value == null ? null : new TypedPassword(value);
    }

    private static <F extends ProvisioningFailure> RecordCodec<F> failure(
            String type, Function<String, F> constructor) {
        return new RecordCodec<>(
                type,
                failure -> json("detail", failure.detail()),
                wire -> constructor.apply(wire.text("detail")));
    }

    /** Nodes of earlier versions name no account. */
    private static <F extends ProvisioningFailure> RecordCodec<F> refusal(
            String type, BiFunction<@Nullable String, String, F> constructor) {
        return new RecordCodec<>(
                type,
                failure -> json("detail", failure.detail()).put("account", failure.account()),
                wire -> constructor.apply(wire.textIfPresent("account"), wire.text("detail")));
    }

    private static <R> RecordCodec<R> empty(String type, R message) {
        return new RecordCodec<>(type, _ -> new JsonObject(), _ -> message);
    }

    static JsonObject identity(FederatedIdentity identity) {
        return json("issuer", identity.issuer()).put("subject", identity.subject());
    }

    static FederatedIdentity identity(WireObject wire) {
        return new FederatedIdentity(wire.text("issuer"), wire.text("subject"));
    }

    static JsonObject account(Account account) {
        return json("dn", account.dn())
                .put("username", account.username())
                .put("groups", new JsonArray(account.groups()))
                .put("attributes", named(account.attributes()))
                .put("state", state(account.state()));
    }

    static Account account(WireObject wire) {
        return new Account(
                wire.text("dn"),
                wire.text("username"),
                wire.texts("groups"),
                wire.textsByName("attributes"),
                state(wire.object("state")));
    }

    static JsonObject state(AccountState state) {
        return json("kind", state.kind().name()).put("reason", state.reason());
    }

    static AccountState state(WireObject wire) {
        return new AccountState(
                wire.constant("kind", AccountState.Kind.class), wire.text("reason"));
    }

    static JsonObject json(String field, Object value) {
        return new JsonObject().put(field, value);
    }

    static JsonObject named(Map<String, List<String>> values) {
        JsonObject json = new JsonObject();
        values.forEach((name, texts) -> json.put(name, new JsonArray(texts)));
        return json;
    }
}
