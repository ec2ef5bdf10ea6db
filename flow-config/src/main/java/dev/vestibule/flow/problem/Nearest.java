package dev.vestibule.flow.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one most probably means. */
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int MOST = 1_000;

    private Nearest() {}

    /** The nearest known word, when it is near enough to be meant. */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> same =
                known.stream()
                        .limit(MOST)
                        .filter(candidate -> candidate.equalsIgnoreCase(word))
                        .findFirst();
        return same.isPresent() ? same : near(word, known);
    }

    private static Optional<String> near(String word, Collection<String> known) {
        return known.stream()
                .limit(MOST)
                .filter(candidate -> distance(word, candidate) <= tolerated(candidate))
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** The sentence that proposes it, or the one given when none is near. */
    public static String remedy(String word, Collection<String> known, String otherwise) {
        return of(word, known).map(near -> "Did you mean " + near + "?").orElse(otherwise);
    }

    private static int tolerated(String candidate) {
        return Math.max(1, candidate.length() / 3);
    }

    /** Insertions, deletions, replacements and swaps of neighbours between two words. */
    public static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                int best = Math.min(last[column], current[column - 1]) + 1;
                best = Math.min(best, last[column - 1] + (same ? 0 : 1));
                if (swapped(left, row, right, column)) {
                    best = Math.min(best, beforeLast[column - 2] + 1);
                }
                current[column] = best;
            }
            beforeLast = last;
            last = current;
        }
        return last[right.length()];
    }

    private static boolean swapped(String left, int row, String right, int column) {
        return row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
    }
}
