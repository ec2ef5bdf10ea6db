package dev.vestibule.flow.explain;

import java.time.Duration;
import java.util.List;

/** Parts of sentences. */
final class Words {
    private Words() {}

    /** "a, b or c". */
    static String listed(List<String> items, String last) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1))
                + " "
                + last
                + " "
                + items.getLast();
    }

    /** "30 days". */
    static String span(Duration span) {
        if (span.toDays() > 0 && span.equals(Duration.ofDays(span.toDays()))) {
            return counted(span.toDays(), "day");
        }
        if (span.toHours() > 0 && span.equals(Duration.ofHours(span.toHours()))) {
            return counted(span.toHours(), "hour");
        }
        return span.toSecondsPart() == 0
                ? counted(span.toMinutes(), "minute")
                : counted(span.toSeconds(), "second");
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
