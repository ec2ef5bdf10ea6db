package dev.vestibule.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class LineMessageTest {
    /** As a program reads the log: keys with a word, or with text in quotes. */
    private static final Pattern FIELD =
            Pattern.compile("([a-z]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\" =]*))(?: |$)");

    private final LineMessage line = new LineMessage();

    @Property
    void noValueBecomesAFieldOrALineOfItsOwn(@ForAll String one, @ForAll String two) {
        String written = line.convert(event("event=login user={} name=\"{}\" end={}", one, two, 7));

        List<String> keys = new ArrayList<>();
        Matcher field = FIELD.matcher(written);
        int at = 0;
        while (at < written.length() && field.find(at) && field.start() == at) {
            keys.add(field.group(1));
            at = field.end();
        }
        assertThat(at).as(written).isEqualTo(written.length());
        assertThat(keys).containsExactly("event", "user", "name", "end");
        assertThat(written).doesNotContain("\n", "\r", "\u001b");
    }

    @Test
    void aWordNeedsNoQuotes() {
        assertThat(line.convert(event("event=login user={} ms={}", "ada@example.org", 12)))
                .isEqualTo("event=login user=ada@example.org ms=12");
    }

    @Test
    void whatCouldBeMisreadIsQuoted() {
        assertThat(line.convert(event("user={}", "ada event=login")))
                .isEqualTo("user=\"ada event=login\"");
        assertThat(line.convert(event("user={}", ""))).isEqualTo("user=\"\"");
        assertThat(line.convert(event("user=\"{}\"", "a\" b=\"c")))
                .isEqualTo("user=\"a\\\" b=\\\"c\"");
        assertThat(line.convert(event("user={}", "a\u202eb\nc")))
                .isEqualTo("user=\"a\\u202eb\\nc\"");
    }

    @Test
    void aSentenceIsNotQuoted() {
        assertThat(line.convert(event("The directory {} does not answer", "of example")))
                .isEqualTo("The directory of example does not answer");
    }

    @Test
    void aMessageWithoutValuesIsOneLine() {
        assertThat(line.convert(event("first\nsecond"))).isEqualTo("first\\nsecond");
    }

    @Test
    void aValueIsNotEndless() {
        assertThat(line.convert(event("user={}", "x".repeat(100_000))).length()).isLessThan(3000);
    }

    @Test
    void anExceptionStaysInTheLine() {
        LineException trace = new LineException();
        trace.setOptionList(List.of("5"));
        trace.start();
        LoggingEvent failed =
                new LoggingEvent(
                        "",
                        logger(),
                        Level.WARN,
                        "it failed",
                        new Exception("a\nlevel=INFO"),
                        null);

        assertThat(trace.convert(failed)).startsWith(" | ").doesNotContain("\n");
    }

    private static ILoggingEvent event(String template, Object... values) {
        return new LoggingEvent(
                "", logger(), Level.INFO, template, null, values.length == 0 ? null : values);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LineMessageTest.class);
    }
}
