package dev.vestibule.gateway.theme;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The languages of the pages: the standard ones, and those that the theme adds. */
public final class Languages {
    /** The languages of the product; the first one is the default. */
    public static final List<Locale> STANDARD =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.CHINESE);

    private static final int LONGEST = 256;

    private final Map<Locale, Wording> byLocale = new LinkedHashMap<>();
    private final Wording standard;

    /**
     * @param own the theme's texts, by language tag and key
     */
    public Languages(Map<String, Map<String, String>> own) {
        List<Wording> ours = STANDARD.stream().map(each -> add(each, texts(own, each))).toList();
        standard = ours.getFirst();
        own.forEach((tag, texts) -> {
            Locale locale = Locale.forLanguageTag(tag);
            if (!byLocale.containsKey(locale)) {
                add(locale, texts);
            }
        });
    }

    private static Map<String, String> texts(
            Map<String, Map<String, String>> own, Locale language) {
        return own.getOrDefault(language.toLanguageTag(), Map.of());
    }

    private Wording add(Locale locale, Map<String, String> own) {
        Wording words = new Wording(locale, own);
        byLocale.put(locale, words);
        return words;
    }

    /** Every language, in the order of the switch. */
    public List<Locale> all() {
        return List.copyOf(byLocale.keySet());
    }

    /** The words of one of them, else of the default. */
    public Wording in(Locale locale) {
        Wording words = byLocale.get(locale);
        return words == null ? standard : words;
    }

    /** The language with this tag, or null. */
    public @Nullable Locale find(@Nullable String tag) {
        return byLocale.keySet().stream()
                .filter(locale -> locale.toLanguageTag().equals(tag))
                .findFirst()
                .orElse(null);
    }

    /**
     * The words in the language that the browser prefers (RFC 9110, section 12.5.4).
     *
     * @param accepted value of Accept-Language
     */
    public Wording preferred(@Nullable String accepted) {
        if (accepted == null || accepted.length() > LONGEST) {
            return standard;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), byLocale.keySet());
            return found == null ? standard : in(found);
        } catch (IllegalArgumentException malformed) {
            return standard;
        }
    }
}
