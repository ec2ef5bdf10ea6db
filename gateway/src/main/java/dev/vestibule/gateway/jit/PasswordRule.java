package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.jit.FieldError.Problem;

import java.text.Normalizer;
import java.util.ArrayList;
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
     * Everything that is wrong with the password, empty when nothing is.
     *
     * @param known what others know about the user
     */
    static List<Problem> problems(String password, String repeated, List<String> known) {
        String text = normalised(password);
        List<Problem> problems = new ArrayList<>();
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            problems.add(Problem.PASSWORD_SHORT);
        } else if (length > LONGEST) {
            problems.add(Problem.PASSWORD_LONG);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            problems.add(Problem.PASSWORD_UNUSABLE);
        }
        if (known.stream().anyMatch(each -> tells(text, each))) {
            problems.add(Problem.PASSWORD_GUESSABLE);
        }
        if (!text.equals(normalised(repeated))) {
            problems.add(Problem.PASSWORD_DIFFERS);
        }
        return problems;
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
