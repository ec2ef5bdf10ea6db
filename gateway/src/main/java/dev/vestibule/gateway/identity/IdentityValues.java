package dev.vestibule.gateway.identity;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The header values of a user, computed once for a session. Characters outside ASCII are sent as
 * UTF-8 (each {@code char} here is one of its bytes), which is what most servers expect; header
 * fields may carry such bytes (RFC 9110, section 5.5, obs-text).
 *
 * <p>What an upstream could misread is never sent: a control character, or white space at an end,
 * which servers cut off. Groups have a form of their own, {@link GroupField}.
 *
 * @param user never empty
 * @param groups in the form of {@link GroupField}, empty when there is none
 */
public record IdentityValues(
        String user, @Nullable String email, @Nullable String name, String groups) {

    /**
     * @throws IllegalArgumentException if the username cannot be sent unchanged
     */
    public static IdentityValues of(SessionIdentity identity) {
        String user = carried(identity.user());
        if (user == null) {
            throw new IllegalArgumentException("a username that no header can carry");
        }
        return new IdentityValues(
                user,
                carried(identity.email()),
                carried(identity.name()),
                utf8(GroupField.of(identity.groups())));
    }

    private static @Nullable String carried(@Nullable String text) {
        return text == null || ambiguous(text) ? null : utf8(text);
    }

    private static boolean ambiguous(String text) {
        return text.isEmpty()
                || !text.equals(text.strip())
                || text.chars().anyMatch(Character::isISOControl);
    }

    private static String utf8(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
