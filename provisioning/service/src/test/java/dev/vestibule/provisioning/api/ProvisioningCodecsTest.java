package dev.vestibule.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.vestibule.provisioning.testing.LoginCommand;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Instant;
import java.util.List;
import java.util.Map;

@ExtendWith(VertxExtension.class)
class ProvisioningCodecsTest {
    private static final ProvisionUser COMMAND =
            LoginCommand.of("canary-subject")
                    .wishing("canary-name")
                    .with("mail", "ada@example.org")
                    .granting(List.of("canary-group"))
                    .asking(NewAccount.Mode.AS_NAMED, "canary-password")
                    .command();

    @Property(tries = 300)
    void aCommandSurvivesTheWire(@ForAll("commands") ProvisionUser command) {
        assertThat(overTheWire(ProvisioningCodecs.provisionUser(), command)).isEqualTo(command);
    }

    @Property(tries = 300)
    void aReplySurvivesTheWire(@ForAll("replies") UserProvisioned reply) {
        assertThat(overTheWire(ProvisioningCodecs.userProvisioned(), reply)).isEqualTo(reply);
    }

    @Property(tries = 300)
    void anEventSurvivesTheWire(@ForAll("events") AccountEvent event) {
        assertThat(overTheWire(ProvisioningCodecs.accountEvent(), event)).isEqualTo(event);
    }

    @Test
    void unknownFieldsAreIgnored() {
        Buffer wire = wire(json().put("added-later", new JsonObject().put("x", 1)));

        assertThat(ProvisioningCodecs.provisionUser().decodeFromWire(0, wire)).isEqualTo(COMMAND);
    }

    @Test
    void aCommandOfAnEarlierNodeMergesIntoTheUsualContainer() {
        JsonObject earlier = json();
        earlier.remove("sync");
        earlier.remove("place");

        ProvisionUser command = ProvisioningCodecs.provisionUser().decodeFromWire(0, wire(earlier));

        assertThat(command.sync()).isEqualTo(SyncRules.MERGE);
        assertThat(command.newAccount().place()).isEqualTo(AccountTarget.USUAL);
    }

    @Test
    void aMissingFieldIsRefusedByName() {
        Buffer wire = wire(json().putNull("username"));

        assertThatThrownBy(() -> ProvisioningCodecs.provisionUser().decodeFromWire(0, wire))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("provision-user: the field username is missing");
    }

    @Test
    void aFieldOfTheWrongTypeIsRefusedByName() {
        Buffer wire = wire(json().put("attributes", new JsonObject().put("mail", 7)));

        assertThatThrownBy(() -> ProvisioningCodecs.provisionUser().decodeFromWire(0, wire))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("provision-user: the field attributes has the wrong form");
    }

    @Test
    void anotherTypeIsRefused() {
        Buffer wire = wire(json().put("type", "find-account"));

        assertThatThrownBy(() -> ProvisioningCodecs.provisionUser().decodeFromWire(0, wire))
                .isInstanceOf(WireFormatException.class);
    }

    @Test
    void aMessageThatIsCutOffIsRefused() {
        Buffer wire = wire(json());

        assertThatThrownBy(() ->
                        ProvisioningCodecs.provisionUser()
                                .decodeFromWire(0, wire.slice(0, wire.length() - 1)))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("provision-user: the message is cut off");
    }

    @Test
    void withinOneProcessTheRecordItselfArrives(Vertx vertx, VertxTestContext context) {
        ProvisioningCodecs.register(vertx.eventBus());
        vertx.eventBus().<ProvisionUser>consumer("echo", m -> m.reply(m.body()));

        vertx.eventBus()
                .request("echo", COMMAND)
                .onComplete(
                        context.succeeding(reply ->
                                context.verify(() -> {
                                    assertThat(reply.body()).isSameAs(COMMAND);
                                    context.completeNow();
                                })));
    }

    @Test
    void theTextFormShowsNoValues() {
        assertThat(COMMAND.toString()).contains("mail").doesNotContain("ada@example.org", "canary");
        assertThat(COMMAND.person().toString()).contains("google").doesNotContain("canary");
        assertThat(COMMAND.profile().toString())
                .contains("mail")
                .doesNotContain("canary", "ada@example.org");
        assertThat(requireNonNull(COMMAND.groups()).toString()).doesNotContain("canary");
        assertThat(COMMAND.newAccount().toString()).doesNotContain("canary");
    }

    @Test
    void theTextFormOfATypedPasswordHidesIt() {
        assertThat(new TypedPassword("canary")).hasToString("[hidden]");
    }

    @Provide
    Arbitrary<ProvisionUser> commands() {
        Arbitrary<String> text = text();
        return Combinators.combine(
                        text,
                        identities(),
                        rules(),
                        attributes(),
                        groups().injectNull(0.3),
                        identities().injectNull(0.5),
                        Arbitraries.of(NewAccount.Mode.class),
                        targets())
                .as((id, identity, rules, attributes, groups, previous, mode, target) ->
                        LoginCommand.of(identity)
                                .named(id)
                                .through(id)
                                .wishing(id)
                                .with(attributes)
                                .granting(groups)
                                .in(Membership.values()[mode.ordinal() % 2])
                                .following(previous)
                                .asking(mode, mode == NewAccount.Mode.AS_NAMED ? id + "x" : null)
                                .under(rules)
                                .into(target)
                                .matching(existing(id, previous == null))
                                .command());
    }

    private static Arbitrary<SyncRules> rules() {
        return Combinators.combine(
                        Arbitraries.of(SyncRules.Mode.class),
                        Arbitraries.maps(text(), Arbitraries.of(SyncRules.Timing.class))
                                .ofMaxSize(3),
                        text().set().ofMaxSize(3),
                        text().set().ofMaxSize(3),
                        Arbitraries.of(SyncRules.Groups.class))
                .as(SyncRules::new);
    }

    private static Arbitrary<AccountTarget> targets() {
        return Combinators.combine(text().injectNull(0.3), groups()).as(AccountTarget::new);
    }

    private static ExistingAccounts existing(String value, boolean none) {
        return none
                ? ExistingAccounts.IGNORED
                : new ExistingAccounts(
                        ExistingAccounts.Policy.CONFIRM,
                        List.of(new ExistingAccounts.Match("mail", value)),
                        value);
    }

    @Property(tries = 100)
    void aProofOfOwnershipSurvivesTheWire(@ForAll("commands") ProvisionUser user) {
        ClaimAccount command = new ClaimAccount(user, "uid=ada", new TypedPassword("pässwörd"));

        assertThat(overTheWire(ExistingAccountCodecs.claimAccount(), command)).isEqualTo(command);
    }

    @Test
    void aProofOfOwnershipShowsNoPassword() {
        ClaimAccount command = new ClaimAccount(COMMAND, "uid=ada", new TypedPassword("canary"));

        assertThat(command.toString()).doesNotContain("canary");
    }

    @Provide
    Arbitrary<UserProvisioned> replies() {
        Arbitrary<Account> accounts =
                Combinators.combine(text(), text(), groups(), attributes(), states())
                        .as(Account::new);
        return Combinators.combine(
                        text(), Arbitraries.of(UserProvisioned.Outcome.class), accounts, changes())
                .as(UserProvisioned::new);
    }

    private static Arbitrary<AccountState> states() {
        return Combinators.combine(Arbitraries.of(AccountState.Kind.class), text())
                .as(AccountState::new);
    }

    @Provide
    Arbitrary<AccountEvent> events() {
        Arbitrary<@Nullable String> perhaps = text().injectNull(0.3);
        return Combinators.combine(
                        text(),
                        Arbitraries.of(EventKind.class),
                        Arbitraries.longs().map(Instant::ofEpochMilli),
                        text(),
                        perhaps,
                        changes())
                .as((id, kind, time, dn, connection, changes) ->
                        new AccountEvent(
                                id,
                                kind,
                                time,
                                id + dn,
                                dn,
                                connection,
                                connection,
                                connection,
                                changes));
    }

    private static Arbitrary<Changes> changes() {
        return Combinators.combine(groups(), groups(), groups()).as(Changes::new);
    }

    private static Arbitrary<FederatedIdentity> identities() {
        return Combinators.combine(text(), text()).as(FederatedIdentity::new);
    }

    private static Arbitrary<Map<String, List<String>>> attributes() {
        return Arbitraries.maps(text(), groups()).ofMaxSize(4);
    }

    private static Arbitrary<List<String>> groups() {
        return text().list().ofMaxSize(4);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().all().ofMaxLength(20);
    }

    private static <R> R overTheWire(RecordCodec<R> codec, R message) {
        Buffer wire = Buffer.buffer("before");
        codec.encodeToWire(wire, message);
        wire.appendString("after");
        return codec.decodeFromWire("before".length(), wire);
    }

    private static JsonObject json() {
        Buffer wire = Buffer.buffer();
        ProvisioningCodecs.provisionUser().encodeToWire(wire, COMMAND);
        return WireText.read("provision-user", 0, wire);
    }

    private static Buffer wire(JsonObject json) {
        Buffer wire = Buffer.buffer();
        WireText.append(wire, json);
        return wire;
    }
}
