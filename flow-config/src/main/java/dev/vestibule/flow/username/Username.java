package dev.vestibule.flow.username;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The form in which a username is written. */
public final class Username {
    /** Most characters of a username. */
    public static final int LONGEST = 64;

    private Username() {}

    /**
     * Normalises (Unicode NFC), trims and lower-cases, and changes nothing else: two identities
     * must not meet in one name because of characters that were dropped.
     *
     * @return empty for what cannot be a username: blank, longer than {@value #LONGEST} characters,
     *     or with control, formatting, private or unassigned characters
     */
    public static Optional<String> of(String wanted) {
        // Bounded before it is normalised, which can make a text longer but hardly shorter.
        if (wanted.length() > LONGEST * 16) {
            return Optional.empty();
        }
        String folded = Normalizer.normalize(wanted, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String name = Normalizer.normalize(folded, Normalizer.Form.NFC).strip();
        return name.isEmpty() || name.length() > LONGEST || !isVisible(name)
                ? Optional.empty()
                : Optional.of(name);
    }

    /** Whether it has no invisible or unassigned character. */
    public static boolean isVisible(String text) {
        return text.codePoints().allMatch(Username::isVisible);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
