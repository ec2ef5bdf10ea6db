package dev.vestibule.flow.mail;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.KeyTable.Named;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;

import java.time.Duration;

/**
 * How many mails a factor sends.
 *
 * @param again how often a user may ask for another one during one login
 * @param pause how long after a mail the user may ask for the next one
 * @param hourly to one account, and to one mail address, within an hour
 * @param perClient for one client address within an hour, over all accounts
 */
@KeyTable(
        """
        Limits for mails, so that the gateway cannot be used to flood a mailbox.
        | again | `3` | how often a user may ask for another mail during one login.
        | pause | `30s` | how long the user has to wait before that.
        | hourly | `10` | the number of mails to one account, and to one mail address, within an
          hour; a completed sign-in resets it.
        | hourly-per-address | `100` | the number of mails for one client address within an hour,
          over all accounts. Clients on the gateway's own machine are not limited by address.
        """)
public record MailLimits(
        int again, Duration pause, int hourly, @Named("hourly-per-address") int perClient) {
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /** A login itself does not last longer. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** How long what was sent may be valid. */
    public static final ScalarType<Duration> LIFETIME =
            new ScalarType<>("a time span from 30s to 15m", SHORTEST, MailLimits::lifetime);

    private static Duration lifetime(String text) throws InvalidValue {
        Duration time = Types.DURATION.parser().parse(text);
        unless(
                time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0,
                "which is outside of that",
                "Write 5m, for example.");
        return time;
    }
}
