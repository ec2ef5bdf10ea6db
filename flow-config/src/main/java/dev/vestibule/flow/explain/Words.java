package dev.vestibule.flow.explain;

import dev.vestibule.provisioning.vocabulary.Counted;

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
            return Counted.of(span.toDays(), "day");
        }
        if (span.toHours() > 0 && span.equals(Duration.ofHours(span.toHours()))) {
            return Counted.of(span.toHours(), "hour");
        }
        return span.toSecondsPart() == 0
                ? Counted.of(span.toMinutes(), "minute")
                : Counted.of(span.toSeconds(), "second");
    }
}
