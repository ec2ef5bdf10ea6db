package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;
import dev.vestibule.flow.yaml.SyntaxMistakes.Mistake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What came into the file from elsewhere: marks of a merge, of another document, of another script.
 */
record StrayMarks(Lines lines) {
    private static final Pattern MERGE = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
    private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,})\\w*\\s*");
    private static final Pattern WIDE =
            Pattern.compile("(\\s*(?:-\\s+)*)([a-z][\\w-]*)\\s*[\\uff1a\\ufe55]\\s*(.*)");
    private static final Pattern DASH = Pattern.compile("(\\s*)-([A-Za-z][\\w-]*:(?: .*)?)");
    private static final Pattern START = Pattern.compile(".*'([@`%])' that cannot start.*");

    private static final Pattern NOT_ALLOWED =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\ufffe\\uffff&&[^\t\n\r\\x85]]");

    /** The mistake at or above the line at which the parser gave up. */
    Optional<Mistake> explain(int failed) {
        return Stream.<Optional<Mistake>>of(
                        whole(MERGE, "a mark of a merge", "a file whose conflicts are resolved"),
                        whole(FENCE, "a mark of a block in a document", "the YAML alone"),
                        Stream.of(lines.above(failed), failed)
                                .map(this::wide)
                                .flatMap(Optional::stream)
                                .findFirst(),
                        Stream.of(lines.above(failed), failed)
                                .map(this::dash)
                                .flatMap(Optional::stream)
                                .findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A value, an id or a key that begins as none does, where no other mistake is found. */
    Optional<Mistake> start(int line, int column, String problem) {
        Matcher start = START.matcher(problem);
        return start.matches()
                ? Optional.of(
                        new Mistake(
                                line,
                                column,
                                start.group(1) + ", with which nothing begins in YAML",
                                "an id without it, or a text in quotes",
                                "Remove the " + start.group(1) + ", or put the text in quotes."))
                : Optional.empty();
    }

    private Optional<Mistake> whole(Pattern mark, String found, String allowed) {
        return IntStream.range(0, lines.all().size())
                .filter(line -> mark.matcher(lines.at(line)).matches())
                .mapToObj(line -> new Mistake(line, 0, found, allowed, "Remove the line."))
                .findFirst();
    }

    private Optional<Mistake> wide(int line) {
        Matcher wide = WIDE.matcher(lines.at(line));
        return wide.matches()
                ? Optional.of(
                        new Mistake(
                                line,
                                wide.end(2),
                                "a colon of another script",
                                "a key, a plain colon, a space and the value",
                                Mistake.write(
                                        wide.group(1).stripLeading()
                                                + wide.group(2)
                                                + ": "
                                                + wide.group(3))))
                : Optional.empty();
    }

    private Optional<Mistake> dash(int line) {
        Matcher dash = DASH.matcher(lines.at(line));
        return dash.matches()
                ? Optional.of(
                        new Mistake(
                                line,
                                dash.end(1),
                                "no space behind the dash",
                                "a dash, a space and the item",
                                Mistake.write("- " + dash.group(2))))
                : Optional.empty();
    }

    /** The place of the first character that YAML does not allow. */
    static Place notAllowed(String text, Place start) {
        Matcher strange = NOT_ALLOWED.matcher(text);
        if (!strange.find()) {
            return start;
        }
        String before = text.substring(0, strange.start());
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return start.moved(line + 1, before.length() - before.lastIndexOf('\n'));
    }
}
