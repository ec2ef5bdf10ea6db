package dev.vestibule.gateway.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

import dev.vestibule.provisioning.vocabulary.VisibleText;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * Writes the message of an event in one line. A value for a {@code {}} is quoted if it is more than
 * a word, and special characters within quotes are escaped, so that it stays one value.
 */
public final class LineMessage extends ClassicConverter {
    private static final String PLACE = "{}";
    private static final int LONGEST = 2048;

    /** What needs no quotes. */
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}._:/@+*(){}\\[\\]<>~^!?$&%#;'-]+");

    @Override
    public String convert(ILoggingEvent event) {
        String template = event.getMessage();
        Object[] values = event.getArgumentArray();
        if (template == null || values == null) {
            return VisibleText.of(String.valueOf(template));
        }
        return filled(template, values);
    }

    private static String filled(String template, Object[] values) {
        StringBuilder line = new StringBuilder(template.length() + 64);
        int from = 0;
        int next = 0;
        int place = template.indexOf(PLACE);
        while (place >= 0 && next < values.length) {
            line.append(VisibleText.of(template.substring(from, place)));
            line.append(value(values[next], Quotes.around(template, place)));
            next++;
            from = place + PLACE.length();
            place = template.indexOf(PLACE, from);
        }
        return line.append(VisibleText.of(template.substring(from))).toString();
    }

    private static String value(@Nullable Object value, Quotes quotes) {
        String text = cut(String.valueOf(value));
        return switch (quotes) {
            case THERE -> escaped(text);
            case WANTED -> WORD.matcher(text).matches() ? text : '"' + escaped(text) + '"';
            case NONE -> VisibleText.of(text);
        };
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String escaped(String text) {
        return VisibleText.of(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private enum Quotes {
        /** The message has them. */
        THERE,
        /** The value of a key, without quotes. */
        WANTED,
        /** A part of a sentence. */
        NONE;

        static Quotes around(String template, int place) {
            char before = place == 0 ? ' ' : template.charAt(place - 1);
            return before == '"' ? THERE : before == '=' ? WANTED : NONE;
        }
    }
}
