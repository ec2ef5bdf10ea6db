package dev.vestibule.gateway.http;

import dev.vestibule.gateway.theme.Languages;
import dev.vestibule.gateway.theme.Wording;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of the pages in one language. */
public record Texts(Wording words) {
    /** The languages of the product; the first one is the default. */
    static final List<Locale> LANGUAGES = Languages.STANDARD;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9])}");

    /** The product's texts in this language, or in English if there are none. */
    static Texts in(Locale locale) {
        return new Texts(new Languages(Map.of()).in(locale));
    }

    /** The language as the {@code lang} attribute of HTML names it. */
    public String language() {
        return words.locale().toLanguageTag();
    }

    /**
     * The text under this key, its placeholders {@code {0}} to {@code {9}} filled.
     *
     * @throws MissingResourceException when no bundle has the key
     */
    public String text(String key, Object... arguments) {
        String pattern = words.text(key);
        return arguments.length == 0
                ? pattern
                : PLACEHOLDER
                        .matcher(pattern)
                        .replaceAll(found -> filled(found.group(), found.group(1), arguments));
    }

    private static String filled(String placeholder, String number, Object[] arguments) {
        int index = Integer.parseInt(number);
        return Matcher.quoteReplacement(
                index < arguments.length ? String.valueOf(arguments[index]) : placeholder);
    }

    /** The day in the user's format; in UTC, because the user's time zone is unknown. */
    public String day(Instant time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(words.locale())
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /** Day and time in the user's format; in UTC, and it says so. */
    public String time(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(words.locale())
                        .withZone(ZoneOffset.UTC)
                        .format(time)
                + " UTC";
    }

    /** The name of an LDAP attribute on pages; the attribute's own name if there is no text. */
    public String attribute(String name) {
        return named("attribute.", name);
    }

    /** The name of a link of the theme: a translation of a common one, else its own. */
    public String link(String name) {
        return named("link.", name);
    }

    private String named(String kind, String name) {
        String text = words.find(kind + name.toLowerCase(Locale.ROOT));
        return text == null ? name : text;
    }
}
