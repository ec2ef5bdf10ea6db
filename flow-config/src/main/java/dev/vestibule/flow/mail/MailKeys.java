package dev.vestibule.flow.mail;

import dev.vestibule.flow.schema.InvalidValue;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Keys;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.Types;

import java.time.Duration;

/** The keys that every factor which sends mails has. */
public final class MailKeys {
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /** A login itself does not last longer. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final ScalarType<Duration> LIFETIME =
            new ScalarType<>("a time span from 30s to 15m", SHORTEST, MailKeys::lifetime);

    private MailKeys() {}

    /** Declares how long what was sent is valid. */
    public static Key<Duration> lifetime(Keys keys, String preset, String what) {
        return keys.preset("lifetime", LIFETIME, preset)
                .means(
                        "how long a %s is valid, from 30s to 15m; the login itself ends after 15m."
                                .formatted(what));
    }

    /** Declares how many mails are sent. */
    public static Key<MailLimits> limits(Keys keys) {
        return keys.section("mails", section()).means("how many mails are sent.");
    }

    private static Section<MailLimits> section() {
        Keys keys =
                new Keys(
                        "Limits for mails, so that the gateway cannot be used to flood a mailbox.");
        Key<Integer> again =
                keys.preset("again", Types.COUNT, "3")
                        .means("how often a user may ask for another mail during one login.");
        Key<Duration> pause =
                keys.preset("pause", Types.DURATION, "30s")
                        .means("how long the user has to wait before that.");
        Key<Integer> hourly =
                keys.preset("hourly", Types.COUNT, "10")
                        .means(
                                "the number of mails to one account, and to one mail address,"
                                        + " within an hour; a completed sign-in resets it.");
        Key<Integer> perClient =
                keys.preset("hourly-per-address", Types.COUNT, "100")
                        .means(
                                "the number of mails for one client address within an hour, over"
                                        + " all accounts. Clients on the gateway's own machine are"
                                        + " not limited by address.");
        return keys.reads(fields ->
                new MailLimits(
                        fields.get(again),
                        fields.get(pause),
                        fields.get(hourly),
                        fields.get(perClient)));
    }

    private static Duration lifetime(String text) throws InvalidValue {
        Duration time = Types.DURATION.parser().parse(text);
        InvalidValue.unless(
                time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0,
                "which is outside of that",
                "Write 5m, for example.");
        return time;
    }
}
