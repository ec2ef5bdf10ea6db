package dev.vestibule.provisioning.directory;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names that an account may get, in order: {@code ada}, {@code ada2}, {@code ada3} … Where a
 * name would be too long, the wish gives way to the number.
 *
 * @param length how many there are
 * @param longest characters that a name may have
 */
record UsernameSequence(String wished, int length, int longest) {
    /** A wish that ten thousand accounts share is a mistake in the mapping. */
    static final int LENGTH = 10_000;

    UsernameSequence {
        wished = cut(wished, longest);
    }

    /** As many as there may be. */
    static UsernameSequence of(String wished, int longest) {
        return new UsernameSequence(wished, LENGTH, longest);
    }

    /** The one name alone. */
    static UsernameSequence exactly(String name) {
        return new UsernameSequence(name, 1, name.length());
    }

    String at(int position) {
        if (position == 1) {
            return wished;
        }
        String number = Integer.toString(position);
        return cut(wished, longest - number.length()) + number;
    }

    List<String> between(int first, int last) {
        return IntStream.rangeClosed(first, Math.min(last, length)).mapToObj(this::at).toList();
    }

    /** Never through the middle of a character, and without an end that a name must not have. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        while (end > 1 && " .".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
