package dev.vestibule.flow.app;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the servers of an app are asked whether they are well.
 *
 * @param path with its query, in origin form
 * @param interval between two requests to one server
 * @param timeout for a connection and the head of the answer together
 * @param healthyAfter answers in a row that make a server healthy
 * @param unhealthyAfter failures in a row that make it unhealthy
 */
@KeyTable(
        """
        Regular requests to each server of the application. One that is unhealthy gets requests only
        while all are.
        | path | **required** | the path of the request, with its query; the application must answer
          it without a session.
        | interval | `10s` | how often each server is asked.
        | timeout | `3s` | how long a connection and the start of the answer may take together; at
          most the interval.
        | healthy-after | `2` | how many right answers in a row make a server healthy again.
        | unhealthy-after | `3` | how many failures in a row make a server unhealthy.
        | expect | `2xx` | the status of a right answer: `204`, or `2xx` for each from 200 to 299.
        """)
public record Health(
        String path,
        Duration interval,
        Duration timeout,
        int healthyAfter,
        int unhealthyAfter,
        Statuses expect) {
    private static final Pattern PATH = Pattern.compile("/[!-\"$-~]{0,1023}");

    private static final ScalarType<String> PATH_TYPE =
            new ScalarType<>(
                    "a path that begins with /, for example /health", "/", text -> path(text));

    private static final ScalarType<Statuses> EXPECT =
            new ScalarType<>(
                    "a status from 200 to 599, or 2xx, 3xx, 4xx or 5xx",
                    new Statuses(200, 299),
                    Statuses::of);

    static final Section<Health> SECTION =
            Section.of(Health.class, Map.of("path", PATH_TYPE, "expect", EXPECT))
                    .checked(Health::check);

    /** Statuses of answers, the first and the last. */
    public record Statuses(int first, int last) {
        private static final Pattern WRITTEN = Pattern.compile("([2-5])([0-9][0-9]|xx)");

        /** Whether this is one of them. */
        public boolean contain(int status) {
            return status >= first && status <= last;
        }

        private static Statuses of(String text) throws InvalidValue {
            Matcher written = WRITTEN.matcher(text);
            unless(written.matches(), "which is no status", "Write 200 or 2xx, for example.");
            int hundreds = 100 * Integer.parseInt(written.group(1));
            if (written.group(2).equals("xx")) {
                return new Statuses(hundreds, hundreds + 99);
            }
            int one = hundreds + Integer.parseInt(written.group(2));
            return new Statuses(one, one);
        }
    }

    private static String path(String text) throws InvalidValue {
        unless(
                PATH.matcher(text).matches(),
                "which is no path",
                "Write /health, for example; encode characters outside ASCII, spaces and #.");
        return text;
    }

    private void check(Fields fields) {
        if (timeout.compareTo(interval) > 0) {
            fields.error(
                    fields.has("timeout") ? "timeout" : "interval",
                    "a timeout of %ds, longer than the interval of %ds"
                            .formatted(timeout.toSeconds(), interval.toSeconds()),
                    "a timeout that is at most the interval",
                    "Choose a shorter timeout or a longer interval.");
        }
    }
}
