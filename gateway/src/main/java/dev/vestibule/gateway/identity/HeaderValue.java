package dev.vestibule.gateway.identity;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Text as the value of a header field. Characters outside ASCII are sent as UTF-8 (each {@code
 * char} here is one of its bytes), which is what most servers expect; header fields may carry such
 * bytes (RFC 9110, section 5.5, obs-text).
 */
public final class HeaderValue {
    private HeaderValue() {}

    /**
     * The value; null for what an upstream could misread: nothing, a control character, or white
     * space at an end, which servers cut off.
     */
    public static @Nullable String of(@Nullable String text) {
        return text == null || ambiguous(text) ? null : utf8(text);
    }

    static boolean ambiguous(String text) {
        return text.isEmpty()
                || !text.equals(text.strip())
                || text.chars().anyMatch(Character::isISOControl);
    }

    static String utf8(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
