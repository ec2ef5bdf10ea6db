package dev.vestibule.gateway.factor.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.gateway.factor.passkey.RelyingParty.Proven;
import dev.vestibule.gateway.factor.passkey.RelyingParty.Refused;
import dev.vestibule.gateway.store.SettableClock;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.AccountState;

import io.vertx.core.json.JsonObject;

import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is accepted of an authenticator (Web Authentication Level 3, sections 7.1 and 7.2). */
final class RelyingPartyTest {
    private static final String ORIGIN = "https://login.example.org";
    private static final String CHALLENGE = "A".repeat(43);
    private static final String OTHER = "B".repeat(43);
    private static final Account ADA =
            new Account(
                    "8d0b5f4e-1",
                    "uid=ada,dc=example",
                    "ada",
                    List.of(),
                    Map.of(),
                    AccountState.active());

    private final SettableClock clock = new SettableClock();
    private final RelyingParty party = new RelyingParty(URI.create(ORIGIN), clock);
    private final SoftPasskey device = new SoftPasskey(ORIGIN);

    @Test
    void aNewPasskeyIsStoredAndProvesItsUserAfterwards() {
        Proven created = created();
        Passkey stored = Passkey.parse(created.passkey().text());

        Proven used = verified(device.use(request(CHALLENGE)), stored);

        assertThat(stored).isEqualTo(created.passkey());
        assertThat(stored.id()).isEqualTo(device.id());
        assertThat(stored.name()).isEqualTo("Work laptop");
        assertThat(stored.credential().transports()).containsExactly("internal");
        assertThat(created.amr()).containsExactly("hwk", "user", "mfa");
        assertThat(used.amr()).containsExactly("hwk", "user", "mfa");
        assertThat(used.passkey().counter()).isEqualTo(2);
        assertThat(used.passkey().used()).isEqualTo(seconds(clock.instant()));
    }

    @Test
    void aPasskeyThatIsCopiedIsKnownAsOne() {
        device.copied();
        Passkey stored = created().passkey();

        Proven used = verified(device.use(request(CHALLENGE)), stored);
        Proven without = verified(device.withoutCopy().use(request(CHALLENGE)), used.passkey());

        assertThat(stored.backedUp()).isTrue();
        assertThat(used.amr()).containsExactly("swk", "user", "mfa");
        assertThat(without.passkey().backedUp()).isFalse();
    }

    @Test
    void nothingIsWrittenForTwoUsesOfOneDayThatChangeNothing() {
        device.copied();
        Passkey first = verified(device.use(request(CHALLENGE)), created().passkey()).passkey();
        clock.advance(Duration.ofHours(23));

        Passkey sameDay = verified(device.use(request(CHALLENGE)), first).passkey();
        clock.advance(Duration.ofHours(2));
        Passkey nextDay = verified(device.use(request(CHALLENGE)), sameDay).passkey();

        assertThat(sameDay).isEqualTo(first);
        assertThat(nextDay.used()).isEqualTo(seconds(clock.instant()));
    }

    @Test
    void anAnswerToAnotherChallengeIsRefused() {
        Passkey stored = created().passkey();

        refused(device.use(request(OTHER)), stored).hasMessage("BadChallenge");
        assertThatThrownBy(() -> party.create(device.create(creation()), OTHER, "x", true))
                .isInstanceOf(Refused.class)
                .hasMessage("BadChallenge");
    }

    @Test
    void anAnswerFromAnotherOriginIsRefused() {
        Passkey stored = created().passkey();
        SoftPasskey phished = device.at("https://login.example.org.evil.example");

        refused(phished.use(request(CHALLENGE)), stored).hasMessage("BadOrigin");
        assertThatThrownBy(() -> party.create(phished.create(creation()), CHALLENGE, "x", true))
                .isInstanceOf(Refused.class)
                .hasMessage("BadOrigin");
    }

    @Test
    void anAnswerForAnotherHostIsRefused() {
        Passkey stored = created().passkey();

        refused(device.forHost("example.org").use(request(CHALLENGE)), stored)
                .hasMessage("BadRpId");
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() {
        Passkey stored = created().passkey();
        SoftPasskey another = new SoftPasskey(ORIGIN).counting(5);

        refused(another.use(request(CHALLENGE)), stored).isInstanceOf(Refused.class);
    }

    @Test
    void aChangedSignatureIsRefused() {
        Passkey stored = created().passkey();
        JsonObject answer = new JsonObject(device.use(request(CHALLENGE)));
        JsonObject other = new JsonObject(device.use(request(CHALLENGE)));
        answer.getJsonObject("response")
                .put("signature", other.getJsonObject("response").getString("signature"));

        refused(answer.encode(), stored).hasMessage("BadSignature");
    }

    @Test
    void aSignatureCounterThatDoesNotRiseIsRefused() {
        Passkey fresh = created().passkey();
        Passkey stored = verified(device.counting(10).use(request(CHALLENGE)), fresh).passkey();

        refused(device.counting(10).use(request(CHALLENGE)), stored)
                .hasMessage("MaliciousCounterValue");
        refused(device.counting(3).use(request(CHALLENGE)), stored)
                .hasMessage("MaliciousCounterValue");
    }

    @Test
    void aUserWhoWasNotVerifiedIsRefusedWhereThatIsRequired() {
        Passkey stored = created().passkey();
        String answer = device.unverified().use(request(CHALLENGE));

        refused(answer, stored).hasMessage("UserNotVerified");
        assertThat(party.verify(party.read(answer), CHALLENGE, stored, false).amr())
                .containsExactly("hwk", "user");
        assertThatThrownBy(() -> party.create(device.create(creation()), CHALLENGE, "x", true))
                .hasMessage("UserNotVerified");
    }

    @Test
    void aPasskeyThatCouldNotBeCopiedCannotBecomeOneThatWas() {
        Passkey stored = created().passkey();

        refused(device.copied().counting(9).use(request(CHALLENGE)), stored)
                .hasMessage("BadBackupEligibleFlag");
    }

    @Test
    void anAnswerToTheOtherQuestionIsRefused() {
        Passkey stored = created().passkey();

        refused(device.create(creation()), stored).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> party.create(device.use(request(CHALLENGE)), CHALLENGE, "x", true))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"id\":\"AAAA\"}",
                "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}",
                "{\"id\":\"?\",\"rawId\":\"?\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"?\"}}",
                "{\"id\":1,\"rawId\":[],\"type\":{},\"response\":[]}"
            })
    void whateverElseIsSentIsRefused(String answer) {
        Passkey stored = created().passkey();

        refused(answer, stored).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> party.create(answer, CHALLENGE, "x", true))
                .isInstanceOf(Refused.class);
    }

    /** Every prefix of a good answer, and every answer with one field left out. */
    @Test
    void brokenAnswersAreRefused() {
        Passkey stored = created().passkey();
        String used = device.use(request(CHALLENGE));
        String made = device.create(creation());

        for (int length = 0; length < used.length(); length += 7) {
            refused(used.substring(0, length), stored).isInstanceOf(Refused.class);
        }
        for (String field : List.of("clientDataJSON", "authenticatorData", "signature")) {
            refused(without(used, field, null), stored).isInstanceOf(Refused.class);
            refused(without(used, field, "AAAA"), stored).isInstanceOf(Refused.class);
        }
        for (String field : List.of("clientDataJSON", "attestationObject")) {
            for (@Nullable String value : Arrays.asList(null, "AAAA", "o2NmbXQ")) {
                assertThatThrownBy(() ->
                                party.create(without(made, field, value), CHALLENGE, "x", true))
                        .isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void theOptionsNameTheHostTheAccountAndItsPasskeys() {
        Passkey stored = created().passkey();
        PasskeyOptions options =
                new PasskeyOptions("login.example.org", CHALLENGE, List.of(stored));

        assertThat(options.request(UserVerification.PREFERRED))
                .contains(
                        "\"rpId\":\"login.example.org\"",
                        "\"userVerification\":\"preferred\"",
                        "\"id\":\"" + device.id() + "\"",
                        "\"transports\":[\"internal\"]");
        assertThat(options.creation(ADA, UserVerification.REQUIRED))
                .contains(
                        "\"excludeCredentials\":[{\"type\":\"public-key\",\"id\":\"" + device.id(),
                        "\"attestation\":\"none\"",
                        "\"residentKey\":\"preferred\"");
        assertThat(stored.toString() + options.toString()).doesNotContain("laptop");
    }

    @Test
    void aNameIsOneLineAndNotEmpty() {
        Passkey stored = created().passkey();

        assertThat(stored.named(" Key\n\u0007 of Ada ").name()).isEqualTo("Key of Ada");
        assertThat(stored.named("   ").name()).isEqualTo("Passkey");
        assertThat(stored.named("😀".repeat(100)).name()).isEqualTo("😀".repeat(60));
    }

    private Proven created() {
        return party.create(device.create(creation()), CHALLENGE, "Work laptop", true);
    }

    private Proven verified(String answer, Passkey stored) {
        return party.verify(party.read(answer), CHALLENGE, stored, true);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String answer, Passkey stored) {
        return assertThatThrownBy(() -> verified(answer, stored)).isInstanceOf(Refused.class);
    }

    private static String creation() {
        return new PasskeyOptions("login.example.org", CHALLENGE, List.of())
                .creation(ADA, UserVerification.REQUIRED);
    }

    private static String request(String challenge) {
        return new PasskeyOptions("login.example.org", challenge, List.of())
                .request(UserVerification.REQUIRED);
    }

    private static String without(String answer, String field, @Nullable String value) {
        JsonObject json = new JsonObject(answer);
        JsonObject response = json.getJsonObject("response");
        if (value == null) {
            response.remove(field);
        } else {
            response.put(field, value);
        }
        return json.encode();
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}
