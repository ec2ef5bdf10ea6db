package dev.vestibule.gateway.http;

import dev.vestibule.gateway.theme.Asset;
import dev.vestibule.gateway.theme.Look;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is around every page: the head with name and logo, and the foot with links and languages.
 *
 * @param back where a change of the language leads; null on pages that cannot be loaded again
 */
public record Frame(Texts texts, Look look, @Nullable String back) {
    /** Changes the language of this browser. */
    public static final String LANGUAGE = RequestTarget.RESERVED + "/language";

    /** The parameter with the tag of the language. */
    public static final String TO = "to";

    /** The parameter with the path to return to. */
    public static final String BACK = "back";

    /** A language of the switch. */
    public record Language(String tag, String name, String href, boolean current) {}

    /** The name in the head. */
    public String name() {
        String name = look.theme().name();
        return name == null ? texts.text("product") : name;
    }

    /** The address of the style sheet. */
    public String style() {
        return look.style().path();
    }

    /** The address of the logo, or null. */
    public @Nullable String logo() {
        return path(look.logo());
    }

    /** The address of an app's icon, or null. */
    public @Nullable String app(String id) {
        return path(look.app(id));
    }

    /** The address of a connection's icon, or null. */
    public @Nullable String connection(String id) {
        return path(look.connection(id));
    }

    /** The theme's links, address by name. */
    public Map<String, String> links() {
        return look.theme().links();
    }

    /** The languages to switch to; empty on a page that cannot be loaded again. */
    public List<Language> languages() {
        String to = back;
        return to == null
                ? List.of()
                : look.languages().all().stream().map(each -> language(each, to)).toList();
    }

    private Language language(Locale locale, String to) {
        String tag = locale.toLanguageTag();
        String name = locale.getDisplayLanguage(locale);
        String query =
                "?%s=%s&%s=%s"
                        .formatted(TO, tag, BACK, URLEncoder.encode(to, StandardCharsets.UTF_8));
        return new Language(
                tag,
                name.substring(0, 1).toUpperCase(locale) + name.substring(1),
                LANGUAGE + query,
                tag.equals(texts.language()));
    }

    private static @Nullable String path(@Nullable Asset asset) {
        return asset == null ? null : asset.path();
    }
}
