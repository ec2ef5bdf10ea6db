package dev.vestibule.gateway.http;

import io.vertx.core.http.HttpServerRequest;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The texts of the pages in one language. */
public final class Texts {
    /** The languages of the pages; the first one is the default. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "dev.vestibule.gateway.http.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle =
                ResourceBundle.getBundle(
                        BUNDLE,
                        locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The texts in this language, or in English if there are none. */
    static Texts in(Locale locale) {
        return new Texts(locale);
    }

    /** The texts in the language that the browser prefers (RFC 9110, section 12.5.4). */
    static Texts preferredBy(HttpServerRequest request) {
        String header = request.getHeader("Accept-Language");
        if (header == null || header.length() > 256) {
            return new Texts(LANGUAGES.getFirst());
        }
        return new Texts(lookup(header));
    }

    /** The language as the {@code lang} attribute of HTML names it. */
    public String language() {
        return locale.toLanguageTag();
    }

    /**
     * The text under this key, its placeholders filled.
     *
     * @throws MissingResourceException when no bundle has the key
     */
    public String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0
                ? pattern
                : new MessageFormat(pattern, locale).format(arguments);
    }

    /** The day in the user's format; in UTC, because the user's time zone is unknown. */
    public String day(Instant time) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /** The name of an LDAP attribute on pages; the attribute's own name if the bundle has none. */
    public String attribute(String name) {
        String key = "attribute." + name.toLowerCase(Locale.ROOT);
        return bundle.containsKey(key) ? bundle.getString(key) : name;
    }

    private static Locale lookup(String header) {
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
            return found == null ? LANGUAGES.getFirst() : found;
        } catch (IllegalArgumentException malformed) {
            return LANGUAGES.getFirst();
        }
    }
}
