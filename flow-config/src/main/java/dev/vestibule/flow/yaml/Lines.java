package dev.vestibule.flow.yaml;

import java.util.List;
import java.util.Optional;

/** The lines of a file that cannot be read; those that are too long to look at are empty. */
record Lines(List<String> all) {
    private static final int LONGEST = 300;

    String at(int line) {
        return line < 0 || line >= all.size() || all.get(line).length() > LONGEST
                ? ""
                : all.get(line);
    }

    Optional<WrittenLine> written(int line) {
        return WrittenLine.of(at(line));
    }

    /** The next line above that has content; -1 when there is none. */
    int above(int line) {
        int above = line - 1;
        while (above >= 0 && (at(above).isBlank() || at(above).strip().startsWith("#"))) {
            above--;
        }
        return above;
    }

    /** The line behind a colon, unless its value may be a secret that a line above names. */
    String shown(int line) {
        return Masks.line(all, line).map(text -> ": " + text.strip()).orElse("");
    }
}
