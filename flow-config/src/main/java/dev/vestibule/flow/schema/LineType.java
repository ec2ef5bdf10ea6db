package dev.vestibule.flow.schema;

import static dev.vestibule.flow.problem.InvalidValue.unless;

/** Text of one line without invisible characters. */
public final class LineType {
    private static final String INVISIBLE = "(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*";

    private LineType() {}

    /**
     * A type for such text, with no white space around it.
     *
     * @param words what the key takes
     * @param longest the most characters
     * @param found what is wrong with other text
     * @param remedy what to do about it
     */
    public static ScalarType<String> of(String words, int longest, String found, String remedy) {
        return new ScalarType<>(
                words,
                "?",
                text -> {
                    String line = text.strip();
                    boolean fits = !line.isEmpty() && line.length() <= longest;
                    unless(fits && !line.matches(INVISIBLE), found, remedy);
                    return line;
                });
    }
}
