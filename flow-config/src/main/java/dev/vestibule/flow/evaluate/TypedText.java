package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.username.Username;

import java.text.Normalizer;
import java.util.Optional;

/** A detail that the user types: one line, in normalised Unicode. */
public final class TypedText {
    /** The longest, in characters. */
    public static final int LONGEST = 128;

    private TypedText() {}

    /** Normalised (Unicode NFC) and trimmed; empty for blank, too long and invisible text. */
    public static Optional<String> of(String typed) {
        // Bounded before it is normalised, which can make a text longer but hardly shorter.
        if (typed.length() > LONGEST * 16) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC).strip();
        return text.isEmpty() || text.length() > LONGEST || !Username.isVisible(text)
                ? Optional.empty()
                : Optional.of(text);
    }
}
