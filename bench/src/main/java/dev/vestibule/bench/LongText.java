package dev.vestibule.bench;

import java.util.SplittableRandom;

/** Texts that no compression makes much shorter. */
final class LongText {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private LongText() {}

    /** The text with this number, the same each time. */
    static String of(int number, int length) {
        SplittableRandom random = new SplittableRandom(number);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
