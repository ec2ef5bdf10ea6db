package dev.vestibule.provisioning.directory;

import java.util.List;
import java.util.stream.IntStream;

/** The names that an account may get, in order: {@code ada}, {@code ada2}, {@code ada3} … */
record UsernameSequence(String wished) {
    /** A wish that ten thousand accounts share is a mistake in the mapping. */
    static final int LENGTH = 10_000;

    String at(int position) {
        return position == 1 ? wished : wished + position;
    }

    List<String> between(int first, int last) {
        return IntStream.rangeClosed(first, Math.min(last, LENGTH)).mapToObj(this::at).toList();
    }
}
