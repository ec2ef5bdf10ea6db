package dev.vestibule.provisioning.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;
import dev.vestibule.provisioning.api.CheckDirectory;
import dev.vestibule.provisioning.api.ClaimAccount;
import dev.vestibule.provisioning.api.Command;
import dev.vestibule.provisioning.api.Failure;
import dev.vestibule.provisioning.api.FederatedIdentity;
import dev.vestibule.provisioning.api.FindAccount;
import dev.vestibule.provisioning.api.ListAccounts;
import dev.vestibule.provisioning.api.ProvisionUser;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.TypedPassword;

import io.vertx.core.buffer.Buffer;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

class MessageWireTest {
    private static final Messages MESSAGES = new Messages();
    private static final List<Class<?>> TYPES = List.copyOf(MESSAGES.types());
    private static final MessageJson JSON = new MessageJson(MESSAGES);
    private static final MessageWire WIRE = new MessageWire(JSON, key(1));
    private static final String FIND =
            "{\"@type\":\"FindAccount\",\"identity\":{\"issuer\":\"i\",\"subject\":\"s\"}}";

    @Property(tries = 50)
    void everyMessageSurvivesTheWire(@ForAll long seed) {
        RandomMessages random = new RandomMessages(seed, values());
        for (Class<?> type : TYPES) {
            Object message = random.of(type);

            assertThat(overTheWire(message)).as(type.getSimpleName()).isEqualTo(message);
        }
    }

    /** The properties above would say nothing about a command that is not found. */
    @Test
    void theMessagesAreTheCommandsTheirPagesTheirValuesAndTheFailures() {
        assertThat(TYPES.stream().map(Class::getSimpleName))
                .contains("ProvisionUser", "ClaimAccount", "ListAccounts", "AccountPage")
                .contains("UserProvisioned", "ConfirmationRequired", "Account", "AccountsListed")
                .contains("Value", "Failed", "DirectoryUnavailable", "AccountEvent", "LdifPage");
        assertThat(TYPES.stream().filter(Command.class::isAssignableFrom)).hasSizeGreaterThan(10);
        assertThat(TYPES).allMatch(Class::isRecord);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"java.lang.Object\"}",
                "{\"@type\":\"String\"}",
                "{\"@type\":\"FederatedIdentity\",\"issuer\":\"i\",\"subject\":\"s\"}",
                "{\"@type\":\"Value\",\"value\":{\"@type\":\"java.net.URL\",\"url\":\"http://x\"}}",
                "{\"@type\":\"Value\",\"value\":{\"@class\":\"java.util.HashMap\"}}",
                "{\"@type\":\"Value\",\"value\":7}",
                "{\"identity\":{\"issuer\":\"i\",\"subject\":\"s\"}}",
                "[\"java.util.ArrayList\",[]]",
                "{}",
                "null",
                ""
            })
    void aClassThatIsNoMessageIsRefused(String json) {
        assertThatThrownBy(() -> JSON.decode(bytes(json))).isInstanceOf(WireFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "java.time.Instant"})
    void whatIsNoMessageIsNotSent(String text) {
        Buffer wire = Buffer.buffer();

        assertThatThrownBy(() -> WIRE.encodeToWire(wire, text))
                .isInstanceOf(WireFormatException.class);
        assertThat(wire.length()).isZero();
    }

    @Test
    void unknownFieldsAreIgnored() {
        String later = FIND.replace("{\"issuer\"", "{\"added\":{\"x\":[1]},\"issuer\"");

        assertThat(JSON.decode(bytes(later)))
                .isEqualTo(new FindAccount(new FederatedIdentity("i", "s")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"FindAccount\",\"identity\":{\"issuer\":\"i\"}}",
                "{\"@type\":\"FindAccount\",\"identity\":{\"issuer\":\"i\",\"subject\":null}}",
                "{\"@type\":\"FindAccount\",\"identity\":{\"issuer\":\"i\",\"subject\":7}}",
                "{\"@type\":\"FindAccount\",\"identity\":{\"issuer\":\"i\",\"subject\":[\"s\"]}}"
            })
    void aFieldThatIsMissingOrOfAnotherTypeIsRefusedByName(String json) {
        assertThatThrownBy(() -> JSON.decode(bytes(json)))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("identity")
                .hasNoCause();
    }

    @Test
    void whatIsRefusedIsNotInTheMessageOfTheException() {
        String json = FIND.replace("\"s\"", "{\"canary\":\"canary-value\"}");

        assertThatThrownBy(() -> JSON.decode(bytes(json)))
                .isInstanceOf(WireFormatException.class)
                .hasMessageNotContaining("canary-value");
    }

    @Test
    void nothingIsInClearOnTheWire() {
        ClaimAccount claim = claim();
        Buffer wire = Buffer.buffer();

        WIRE.encodeToWire(wire, claim);

        assertThat(wire.toString(StandardCharsets.ISO_8859_1))
                .doesNotContain("canary", "ClaimAccount", "password", "issuer");
        assertThat(claim.toString()).doesNotContain("canary-password", "canary-subject");
    }

    @Test
    void noMessageLooksTheSameTwice() {
        Buffer first = Buffer.buffer();
        Buffer second = Buffer.buffer();

        WIRE.encodeToWire(first, claim());
        WIRE.encodeToWire(second, claim());

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aMessageOfAnotherKeyIsRefused() {
        Buffer wire = Buffer.buffer();
        new MessageWire(JSON, key(2)).encodeToWire(wire, new CheckDirectory());

        assertThatThrownBy(() -> WIRE.decodeFromWire(0, wire))
                .isInstanceOf(WireFormatException.class);
    }

    @Property(tries = 50)
    void aMessageThatWasChangedOrCutOffIsRefused(@ForAll int at, @ForAll boolean cut) {
        Buffer wire = Buffer.buffer();
        WIRE.encodeToWire(wire, new CheckDirectory());
        int place = Math.floorMod(at, wire.length());
        Buffer other = cut ? wire.getBuffer(0, place) : wire.copy();
        if (!cut) {
            other.setByte(place, (byte) (other.getByte(place) ^ 1));
        }

        assertThatThrownBy(() -> WIRE.decodeFromWire(0, other))
                .isInstanceOf(WireFormatException.class);
    }

    @Test
    void withoutAKeyAMessageStaysInItsProcess() {
        MessageWire keyless = new MessageWire(JSON, null);
        ClaimAccount claim = claim();
        Buffer wire = Buffer.buffer();

        assertThatThrownBy(() -> keyless.encodeToWire(wire, claim))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("bus key")
                .hasMessageNotContaining("canary");
        assertThat(wire.length()).isZero();
        assertThat(keyless.transform(claim)).isSameAs(claim);
    }

    private static ClaimAccount claim() {
        Account account =
                new Account("", "uid=ada", "ada", List.of(), Map.of(), AccountState.active());
        ProvisionUser user =
                (ProvisionUser) new RandomMessages(1, List.of()).of(ProvisionUser.class);
        FederatedIdentity identity = new FederatedIdentity("issuer", "canary-subject");
        return new ClaimAccount(
                new ProvisionUser(
                        "c",
                        new ProvisionUser.VerifiedPerson("google", identity, null),
                        user.profile(),
                        user.groups(),
                        user.sync(),
                        user.newAccount(),
                        user.existing()),
                account.dn(),
                new TypedPassword("canary-password"));
    }

    /** What a reply can have as its value. */
    private static List<Class<?>> values() {
        return TYPES.stream()
                .filter(type -> !Command.class.isAssignableFrom(type))
                .filter(type -> !Reply.class.isAssignableFrom(type))
                .filter(type -> !Failure.class.isAssignableFrom(type))
                .filter(type -> type != ListAccounts.AccountPage.class)
                .toList();
    }

    private static Object overTheWire(Object message) {
        Buffer wire = Buffer.buffer("before");
        WIRE.encodeToWire(wire, message);
        return WIRE.decodeFromWire("before".length(), wire);
    }

    private static BusKey key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return new BusKey(key, new SecureRandom());
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
