package dev.vestibule.provisioning.account;

import com.unboundid.util.StaticUtils;

import dev.vestibule.ldap.SchemaNames;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What the gateway last wrote to an attribute, as a value of {@code vestibuleSyncState} keeps it:
 * attribute, fingerprint, connection and time, with one space between them. Values of earlier
 * versions end after the fingerprint.
 *
 * @param connection null where an earlier version wrote the value
 * @param writtenAt null where an earlier version wrote the value
 * @param text the value itself
 */
public record SyncState(
        String attribute,
        String fingerprint,
        @Nullable String connection,
        @Nullable Instant writtenAt,
        String text) {
    /** No attribute is called so: what follows is a count, see {@link SyncStateChanges}. */
    private static final String COUNT = "* ";

    /** Begins a note about the account, which is no state of an attribute. */
    public static final String MEMORY = "memory ";

    /** A note that the account has values of this attribute, written and removed with them. */
    public static final String ENROLLED = MEMORY + "enrolled ";

    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What is kept after these values are written. */
    public static SyncState of(
            String attribute, Collection<String> values, String connection, Instant now) {
        String fingerprint = Fingerprint.of(values);
        String time = GENERALIZED_TIME.format(now);
        return new SyncState(
                attribute,
                fingerprint,
                connection,
                now,
                String.join(" ", attribute, fingerprint, connection, time));
    }

    /** Null for a note, and for a value in another form, which was written by hand. */
    static @Nullable SyncState parse(String text) {
        String[] parts = text.split(" ");
        return parts.length < 2 || parts[0].isEmpty() || isCount(text) || isMemory(text)
                ? null
                : new SyncState(
                        parts[0],
                        parts[1],
                        parts.length > 2 ? parts[2] : null,
                        parts.length > 3 ? time(parts[3]) : null,
                        text);
    }

    /** Whether it is a note about the account. */
    public static boolean isMemory(String text) {
        return text.startsWith(MEMORY);
    }

    static boolean isCount(String text) {
        return text.startsWith(COUNT);
    }

    /** A count that is above all of these; what is no number was written by hand. */
    static String next(List<String> counts) {
        long highest =
                counts.stream()
                        .map(text -> text.substring(COUNT.length()))
                        .filter(number -> number.matches("[0-9]{1,9}"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0);
        return COUNT + (highest + 1);
    }

    /** Whether it is about this attribute. */
    public boolean isOf(String name) {
        return attribute.equalsIgnoreCase(name);
    }

    /** Whether it is about links or passwords, which are no attributes that a login writes. */
    public boolean isBookkeeping() {
        return isOf(SchemaNames.FEDERATED_IDENTITY) || isOf("userPassword");
    }

    /** A generalized time (RFC 4517, section 3.3.13); null for any other text. */
    static @Nullable Instant time(String text) {
        try {
            return StaticUtils.decodeGeneralizedTime(text).toInstant();
        } catch (ParseException e) {
            // Written by hand: the fingerprint is used, and the time is not known.
            return null;
        }
    }
}
