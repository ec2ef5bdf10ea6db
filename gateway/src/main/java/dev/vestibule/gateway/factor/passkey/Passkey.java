package dev.vestibule.gateway.factor.passkey;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A passkey of an account, as the directory keeps it: the credential record of Web Authentication
 * Level 3, section 4.
 *
 * @param name chosen by the user
 * @param used when it was used last, to the day; null before its first use
 * @param backedUp whether a copy of it was kept elsewhere when it was used last
 * @param counter the signature counter of its last use; 0 where it has none
 */
public record Passkey(
        String name,
        Credential credential,
        Instant created,
        @Nullable Instant used,
        boolean backedUp,
        long counter) {
    private static final int LONGEST_NAME = 60;
    private static final String UNNAMED = "Passkey";
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * What never changes of it.
     *
     * @param attested its id and public key, as the authenticator gave them, in base64url
     * @param backupEligible whether it can be copied
     * @param transports how browsers reach it
     */
    public record Credential(String attested, boolean backupEligible, List<String> transports) {
        /** The authenticator's model, before the length of the id (section 6.5.1). */
        private static final int MODEL = 16;

        public Credential {
            transports = List.copyOf(transports);
        }

        /** Its id in base64url. */
        public String id() {
            ByteBuffer bytes = ByteBuffer.wrap(bytes()).position(MODEL);
            byte[] id = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(id);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        }

        byte[] bytes() {
            return Base64.getUrlDecoder().decode(attested);
        }
    }

    /** Its id in base64url. */
    public String id() {
        return credential.id();
    }

    /** The same under another name. */
    Passkey named(String other) {
        return new Passkey(cleaned(other), credential, created, used, backedUp, counter);
    }

    /** The same after a use; equal to this one when nothing has to be remembered of that. */
    Passkey usedAt(Instant now, boolean copied, long count) {
        boolean lately = used != null && now.isBefore(used.plus(DAY));
        return lately && copied == backedUp && count == counter
                ? this
                : new Passkey(
                        name,
                        credential,
                        created,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        copied,
                        count);
    }

    /** The form that is encrypted and stored. */
    String text() {
        JsonObject json =
                new JsonObject()
                        .put("name", name)
                        .put("key", credential.attested())
                        .put("transports", new JsonArray(credential.transports()))
                        .put("created", created.getEpochSecond())
                        .put("eligible", credential.backupEligible())
                        .put("copied", backedUp)
                        .put("count", counter);
        return (used == null ? json : json.put("used", used.getEpochSecond())).encode();
    }

    static Passkey parse(String text) {
        JsonObject json = new JsonObject(text);
        Long used = json.getLong("used");
        return new Passkey(
                json.getString("name"),
                new Credential(
                        json.getString("key"),
                        json.getBoolean("eligible"),
                        json.getJsonArray("transports").stream().map(Objects::toString).toList()),
                Instant.ofEpochSecond(json.getLong("created")),
                used == null ? null : Instant.ofEpochSecond(used),
                json.getBoolean("copied"),
                json.getLong("count"));
    }

    /** A name as it can be shown: on one line and not too long. */
    static String cleaned(String typed) {
        String name =
                typed.codePoints()
                        .filter(c -> !Character.isISOControl(c))
                        .limit(LONGEST_NAME)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                        .strip();
        return name.isEmpty() ? UNNAMED : name;
    }

    /** Without its name and key. */
    @Override
    public String toString() {
        return "Passkey[hidden]";
    }
}
