package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.flow.factor.passkey.PasskeyFactor.UserVerification;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What a browser is asked for, as JSON (Web Authentication Level 3, sections 5.4 and 5.5); the
 * page's script hands it over.
 *
 * @param host the relying party's id
 * @param challenge 32 random bytes in base64url
 * @param known the account's passkeys
 */
record PasskeyOptions(String host, String challenge, List<Passkey> known) {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** A new passkey for the account, on a device that has none of it yet. */
    String creation(Account account, UserVerification verification) {
        String handle =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(account.id().getBytes(StandardCharsets.UTF_8));
        JsonArray algorithms = new JsonArray();
        RelyingParty.ALGORITHMS.forEach(number ->
                algorithms.add(new JsonObject().put("type", "public-key").put("alg", number)));
        return common().put("rp", new JsonObject().put("id", host).put("name", host))
                .put(
                        "user",
                        new JsonObject()
                                .put("id", handle)
                                .put("name", account.username())
                                .put("displayName", account.username()))
                .put("pubKeyCredParams", algorithms)
                .put("excludeCredentials", credentials())
                .put("attestation", "none")
                .put(
                        "authenticatorSelection",
                        new JsonObject()
                                .put("residentKey", "preferred")
                                .put("requireResidentKey", false)
                                .put("userVerification", text(verification)))
                .encode();
    }

    /** One of the known passkeys; any that the user has for this host where none is known. */
    String request(UserVerification verification) {
        return common().put("rpId", host)
                .put("allowCredentials", credentials())
                .put("userVerification", text(verification))
                .encode();
    }

    private JsonObject common() {
        return new JsonObject().put("challenge", challenge).put("timeout", TIMEOUT.toMillis());
    }

    private JsonArray credentials() {
        JsonArray all = new JsonArray();
        for (Passkey each : known) {
            all.add(
                    new JsonObject()
                            .put("type", "public-key")
                            .put("id", each.id())
                            .put("transports", new JsonArray(each.credential().transports())));
        }
        return all;
    }

    private static String text(UserVerification verification) {
        return verification.name().toLowerCase(Locale.ROOT);
    }
}
