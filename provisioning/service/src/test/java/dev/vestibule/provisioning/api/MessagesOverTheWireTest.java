package dev.vestibule.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.vestibule.provisioning.api.AccountDetails.AttributeDetails;
import dev.vestibule.provisioning.api.AccountDetails.GroupDetails;
import dev.vestibule.provisioning.api.AccountDetails.Standing;
import dev.vestibule.provisioning.api.ChangeAccount.Change;
import dev.vestibule.provisioning.api.ChangeReply.AccountChanged;
import dev.vestibule.provisioning.api.CheckReply.AccountsChecked;
import dev.vestibule.provisioning.api.CheckReply.CheckedAccount;
import dev.vestibule.provisioning.api.InspectionReply.DirectoryFindings;
import dev.vestibule.provisioning.api.ListReply.AccountsListed;
import dev.vestibule.provisioning.api.PreparationReply.DirectoryPrepared;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Outcome;
import dev.vestibule.provisioning.api.PreparationReply.PreparedStep.Part;
import dev.vestibule.provisioning.api.UnlinkReply.AccountUnlinked;
import dev.vestibule.provisioning.api.UnlinkReply.LastLinkKept;
import dev.vestibule.provisioning.testing.LoginCommand;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every message that the event bus may carry to another node, with and without its options. */
class MessagesOverTheWireTest {
    private static final String TEXT = "uid=\u00e4d\u0000a\\2c \"}\n{,ou=people \uD83D\uDE00";
    private static final Instant TIME = Instant.parse("2026-11-23T09:30:00.123Z");
    private static final FederatedIdentity IDENTITY = new FederatedIdentity("https://i", TEXT);
    private static final AccountState OFF = AccountState.disabled("vestibuleDisabled");
    private static final Account ACCOUNT =
            new Account(TEXT, "ada", List.of("staff"), Map.of("mail", List.of(TEXT)), OFF);
    private static final AccountDetails DETAILS =
            new AccountDetails(
                    TEXT,
                    "ada",
                    OFF,
                    List.of(IDENTITY),
                    "google",
                    TIME,
                    TIME,
                    List.of(
                            new AttributeDetails(
                                    "mail", List.of(TEXT), Standing.AS_WRITTEN, "google", TIME),
                            new AttributeDetails(
                                    "sn", List.of(), Standing.REMOVED_BY_HAND, null, null)),
                    List.of(new GroupDetails("staff", List.of("google"), true, false)));
    private static final AccountDetails BARE =
            new AccountDetails(
                    TEXT,
                    "ada",
                    AccountState.active(),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of());
    private static final AccountFilter FILTER =
            new AccountFilter("google", List.of("corp"), TIME, true, true);
    private static final ProvisionUser USER = LoginCommand.of(IDENTITY).command();
    private static final Changes LEFT = new Changes(List.of(), List.of(), List.of(TEXT));
    private static final ExistingAccounts.Match MATCH = new ExistingAccounts.Match("mail", TEXT);

    private static List<Object> messages() {
        List<Object> messages = new ArrayList<>(commands());
        messages.addAll(replies());
        messages.addAll(failures());
        return messages;
    }

    private static List<Object> commands() {
        return List.of(
                USER,
                LoginCommand.of(IDENTITY).granting(List.of(TEXT)).command(),
                LoginCommand.of(IDENTITY).knowing(List.of(TEXT)).command(),
                LoginCommand.of(IDENTITY).knowing(List.of()).in(Membership.DYNAMIC).command(),
                new ClaimAccount(USER, TEXT, new TypedPassword(TEXT)),
                new FindAccount(IDENTITY),
                new CheckDirectory(),
                new FindLinks(IDENTITY),
                new LinkAccount("c", IDENTITY, IDENTITY, "corp"),
                new UnlinkAccount("c", TEXT, IDENTITY, null, true),
                new UnlinkAccount("c", TEXT, IDENTITY, "corp", false),
                new InspectDirectory(List.of("a"), List.of("d"), List.of("b"), List.of("c"), true),
                new PrepareDirectory("389ds", List.of("staff"), false, true),
                new ShowAccount(TEXT),
                new ChangeAccount("c", TEXT, Change.DISABLE, TIME),
                new ChangeAccount("c", TEXT, Change.DELETE, null),
                new CheckAccounts(List.of(IDENTITY)),
                new ListAccounts(FILTER, "pages", 500, true),
                new ListAccounts(AccountFilter.all(), "pages", 1, false),
                new ExportAccounts(FILTER, "pages", 500),
                new ExportAccounts(AccountFilter.all(), "pages", 1));
    }

    private static List<Object> replies() {
        return List.of(
                new UserProvisioned("c", UserProvisioned.Outcome.CREATED, ACCOUNT, Changes.NONE),
                new AccountEvent(
                        "e",
                        EventKind.ACCOUNT_DELETED,
                        TIME,
                        "c",
                        TEXT,
                        null,
                        null,
                        null,
                        Changes.NONE),
                new ConfirmationRequired(TEXT, MATCH),
                new AccountProposed("c", TEXT, true),
                new AccountNotCreated("c"),
                new AccountReply.Found(ACCOUNT),
                new AccountReply.NoAccount(),
                new LinksReply.Links(TEXT, "ada", List.of(new AccountLink(IDENTITY, TIME))),
                new LinksReply.Links(TEXT, "ada", List.of(new AccountLink(IDENTITY, null))),
                new LinksReply.NoAccount(),
                new AccountUnlinked("c", TEXT, TEXT, true),
                new AccountUnlinked("c", TEXT, TEXT, true, LEFT),
                new LastLinkKept("c", TEXT),
                new UnlinkReply.NoAccount(),
                new DirectoryReply.DirectoryReady(),
                new DirectoryFindings(
                        List.of(new Finding(Finding.Level.FINE, "a", "b", "c", "d", TEXT))),
                new DirectoryPrepared(
                        "openldap",
                        List.of(new PreparedStep("a", Part.DATA, TEXT, Outcome.PLANNED, "because")),
                        TEXT,
                        "not seen"),
                new ShowReply.Shown(DETAILS),
                new ShowReply.Shown(BARE),
                new NoSuchAccount(TEXT),
                new AccountChanged("c", Change.ENABLE, TEXT, TEXT, true, OFF),
                new AccountChanged("c", Change.DELETE, TEXT, null, true, OFF, LEFT),
                new AccountsChecked(
                        List.of(
                                new CheckedAccount(IDENTITY, ACCOUNT),
                                new CheckedAccount(IDENTITY, null))),
                new AccountPage(List.of(DETAILS, BARE)),
                new LdifPage(2, "dn: " + TEXT + "\n\n"),
                new AccountsListed(1_000_000));
    }

    private static List<Object> failures() {
        return List.of(
                new ProvisioningFailure.AccountConflict(TEXT),
                new ProvisioningFailure.AccountExists(TEXT),
                new ProvisioningFailure.PasswordRejected(TEXT),
                new ProvisioningFailure.AccountDisabled(TEXT, TEXT),
                new ProvisioningFailure.AccountDisabled(null, TEXT),
                new ProvisioningFailure.AccountLocked(TEXT, TEXT),
                new ProvisioningFailure.AttributeRejected("mail", TEXT),
                new ProvisioningFailure.DirectoryUnavailable(TEXT),
                new ProvisioningFailure.PasswordRefused(
                        ProvisioningFailure.PasswordRefused.Reason.TOO_WEAK, TEXT),
                new ProvisioningFailure.PolicyRefused(TEXT));
    }

    @Test
    void everyMessageThatIsRegisteredSurvivesTheWire() {
        Map<Class<?>, MessageCodec<Object, Object>> codecs = codecs(Wire.ENCRYPTED);

        assertThat(messages())
                .allSatisfy(message -> {
                    String name = message.getClass().getSimpleName();
                    MessageCodec<Object, Object> codec =
                            requireNonNull(codecs.get(message.getClass()), name);
                    assertThat(overTheWire(codec, message)).isEqualTo(message);
                });
        assertThat(messages().stream().map(Object::getClass))
                .as("each registered message has an example here")
                .containsAll(codecs.keySet());
    }

    @Test
    void aTypedPasswordLeavesItsProcessOverAnEncryptedBusOnly() {
        ClaimAccount claim = new ClaimAccount(USER, TEXT, new TypedPassword("canary"));
        ProvisionUser choosing =
                LoginCommand.of(IDENTITY).asking(NewAccount.Mode.AS_NAMED, "canary").command();

        for (Object message : List.of(claim, choosing)) {
            Buffer wire = Buffer.buffer();
            MessageCodec<Object, Object> plain = codec(Wire.PLAIN, message);
            assertThatThrownBy(() -> plain.encodeToWire(wire, message))
                    .isInstanceOf(WireFormatException.class)
                    .hasMessageContaining("encrypted event bus")
                    .hasMessageNotContaining("canary");
            assertThat(wire.length()).isZero();
            assertThat(plain.transform(message)).as("within the process").isSameAs(message);
            assertThat(overTheWire(codec(Wire.ENCRYPTED, message), message)).isEqualTo(message);
        }
        assertThat(overTheWire(codec(Wire.PLAIN, USER), USER)).isEqualTo(USER);
    }

    @Test
    void aPageOfAnExportShowsNoValues() {
        assertThat(new LdifPage(1, "mail: canary")).hasToString("LdifPage[accounts=1]");
    }

    private static MessageCodec<Object, Object> codec(Wire way, Object message) {
        return requireNonNull(codecs(way).get(message.getClass()));
    }

    /** What an event bus is told to carry. */
    @SuppressWarnings("unchecked")
    private static Map<Class<?>, MessageCodec<Object, Object>> codecs(Wire way) {
        Map<Class<?>, MessageCodec<Object, Object>> codecs = new LinkedHashMap<>();
        EventBus bus =
                (EventBus)
                        Proxy.newProxyInstance(
                                EventBus.class.getClassLoader(),
                                new Class<?>[] {EventBus.class},
                                (proxy, method, arguments) -> {
                                    assertThat(method.getName()).isEqualTo("registerDefaultCodec");
                                    codecs.put(
                                            (Class<?>) arguments[0],
                                            (MessageCodec<Object, Object>) arguments[1]);
                                    return proxy;
                                });
        ProvisioningCodecs.register(bus, way);
        return codecs;
    }

    private static Object overTheWire(MessageCodec<Object, Object> codec, Object message) {
        Buffer wire = Buffer.buffer("before");
        codec.encodeToWire(wire, message);
        wire.appendString("after");
        return codec.decodeFromWire("before".length(), wire);
    }
}
