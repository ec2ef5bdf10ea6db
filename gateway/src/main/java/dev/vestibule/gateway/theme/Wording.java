package dev.vestibule.gateway.theme;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * The words of the pages in one language: the theme's own over the standard ones. Where the
 * language lacks a text, the English one is shown.
 */
public final class Wording {
    private static final String BUNDLE = "dev.vestibule.gateway.http.messages";

    private final Locale locale;
    private final Map<String, String> own;
    private final ResourceBundle standard;

    Wording(Locale locale, Map<String, String> own) {
        this.locale = locale;
        this.own = Map.copyOf(own);
        standard = bundle(locale);
    }

    /** The keys of all texts. */
    public static Set<String> keys() {
        return Set.copyOf(bundle(Locale.ROOT).keySet());
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /** The text, or null when no page has such a key. */
    public @Nullable String find(String key) {
        String text = own.get(key);
        return text != null ? text : standard.containsKey(key) ? standard.getString(key) : null;
    }

    /**
     * The text.
     *
     * @throws MissingResourceException when no page has such a key
     */
    public String text(String key) {
        String text = own.get(key);
        return text != null ? text : standard.getString(key);
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                BUNDLE,
                locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
