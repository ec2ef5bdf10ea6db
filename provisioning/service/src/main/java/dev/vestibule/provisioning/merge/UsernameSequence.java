package dev.vestibule.provisioning.merge;

import dev.vestibule.provisioning.ldap.Refusal;
import dev.vestibule.provisioning.ldap.dialect.ServerProfile;

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

    /**
     * The names that a new account may get.
     *
     * @param exactly the one name alone, and no other where it is taken
     * @throws Refusal when the directory has no such names
     */
    static UsernameSequence of(String wished, boolean exactly, ServerProfile profile)
            throws Refusal {
        int longest = profile.longestUsername();
        if (exactly && wished.length() > longest) {
            throw Refusal.rejected("uid", "is longer than %d".formatted(longest));
        }
        UsernameSequence names =
                exactly
                        ? new UsernameSequence(wished, 1, wished.length())
                        : new UsernameSequence(wished, LENGTH, longest);
        profile.checkUsername(names.at(1));
        return names;
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
