package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.username.Username;

import java.text.Normalizer;
import java.util.Optional;

/** What a person types of themselves: one line, in the one form that it has in Unicode. */
public final class TypedText {
    /** The longest, in characters. */
    public static final int LONGEST = 128;

    private TypedText() {}

    /** Normalised (Unicode NFC) and trimmed; empty for nothing, too much, and what nobody sees. */
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
