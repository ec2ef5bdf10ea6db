package dev.vestibule.provisioning.vocabulary;

/**
 * The case of letters where a value decides whose account it is: an address of the provider and an
 * attribute of the directory are folded in the same way.
 */
public final class AsciiCase {
    private AsciiCase() {}

    /**
     * The text with small ASCII letters. Letters beyond ASCII stay: some have a small form that is
     * another letter, as the Kelvin sign.
     */
    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int index = 0; index < lower.length(); index++) {
            char letter = lower.charAt(index);
            if (letter >= 'A' && letter <= 'Z') {
                lower.setCharAt(index, (char) (letter + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
