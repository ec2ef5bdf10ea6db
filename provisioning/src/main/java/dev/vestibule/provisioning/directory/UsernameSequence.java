package dev.vestibule.provisioning.directory;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names that an account may get, in order: {@code ada}, {@code ada2}, {@code ada3} …
 *
 * @param length how many there are
 */
record UsernameSequence(String wished, int length) {
    /** A wish that ten thousand accounts share is a mistake in the mapping. */
    static final int LENGTH = 10_000;

    UsernameSequence(String wished) {
        this(wished, LENGTH);
    }

    /** The one name alone. */
    static UsernameSequence exactly(String name) {
        return new UsernameSequence(name, 1);
    }

    String at(int position) {
        return position == 1 ? wished : wished + position;
    }

    List<String> between(int first, int last) {
        return IntStream.rangeClosed(first, Math.min(last, length)).mapToObj(this::at).toList();
    }
}
