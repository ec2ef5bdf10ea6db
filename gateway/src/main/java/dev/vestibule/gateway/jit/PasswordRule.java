package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.jit.FieldError.Problem;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Our own rule for passwords (NIST SP 800-63B, section 3.1.1.2): long enough, not what others know
 * about the user, and no demands on the kinds of characters. The directory's own policy comes after
 * it.
 */
final class PasswordRule {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** Shorter names occur in good passwords by chance. */
    private static final int TELLING = 4;

    private PasswordRule() {}

    /**
     * What is wrong with the password, null when nothing is.
     *
     * @param known what others know about the user
     */
    static @Nullable Problem check(String password, String repeated, List<String> known) {
        String text = normalised(password);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            return Problem.PASSWORD_SHORT;
        }
        if (length > LONGEST) {
            return Problem.PASSWORD_LONG;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Problem.PASSWORD_UNUSABLE;
        }
        if (known.stream().anyMatch(each -> tells(text, each))) {
            return Problem.PASSWORD_GUESSABLE;
        }
        return text.equals(normalised(repeated)) ? null : Problem.PASSWORD_DIFFERS;
    }

    /** The form that is the same on every keyboard (RFC 8265, section 4.2.2). */
    static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static boolean tells(String password, String known) {
        return known.length() >= TELLING
                && password.toLowerCase(Locale.ROOT).contains(known.toLowerCase(Locale.ROOT));
    }
}
