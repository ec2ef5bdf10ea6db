package dev.vestibule.flow.problem;

import dev.vestibule.flow.problem.Problem.Severity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Problems for a user, a program or a pull request. The same problems, the same text. */
public record ProblemReport(List<Problem> problems, SourceLines lines) {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    public ProblemReport {
        problems = problems.stream().sorted().toList();
    }

    /** For a terminal: each problem with its line, and a summary at the end. */
    public String text() {
        return problems.stream().map(this::paragraph).collect(Collectors.joining())
                + summary()
                + "\n";
    }

    /** One JSON object. */
    public String json() {
        return "{\"errors\":%d,\"warnings\":%d,\"problems\":[%s]}\n"
                .formatted(
                        count(Severity.ERROR),
                        count(Severity.WARNING),
                        problems.stream()
                                .map(ProblemReport::object)
                                .collect(Collectors.joining(",")));
    }

    /** Workflow commands that GitHub shows beside the lines of a pull request. */
    public String githubAnnotations() {
        return githubAnnotations("");
    }

    /**
     * The same for files of a folder.
     *
     * @param folder where the files are in the repository, with a slash at the end; empty for its
     *     root
     */
    public String githubAnnotations(String folder) {
        return problems.stream()
                .map(problem -> annotation(problem, folder))
                .collect(Collectors.joining());
    }

    private String paragraph(Problem problem) {
        String where = problem.path().isEmpty() ? "" : " " + problem.path();
        String head =
                "%s %s:%d:%d%s"
                        .formatted(
                                word(problem),
                                problem.file(),
                                problem.line(),
                                problem.column(),
                                where);
        return "%s\n%s    found:   %s\n    allowed: %s\n    remedy:  %s\n\n"
                .formatted(
                        printable(head),
                        excerpt(problem),
                        printable(problem.found()),
                        printable(problem.allowed()),
                        printable(problem.remedy()));
    }

    private String excerpt(Problem problem) {
        return lines.of(problem).map(excerpt -> excerpt(problem.line(), excerpt)).orElse("");
    }

    private static String excerpt(int line, SourceLines.Excerpt excerpt) {
        String number = String.valueOf(line);
        return "    %s | %s\n    %s | %s^\n"
                .formatted(
                        number,
                        printable(excerpt.text()),
                        " ".repeat(number.length()),
                        " ".repeat(caret(excerpt)));
    }

    private static int caret(SourceLines.Excerpt excerpt) {
        int before = Math.min(excerpt.caret(), excerpt.text().length());
        return printable(excerpt.text().substring(0, before)).length();
    }

    private String summary() {
        return problems.isEmpty()
                ? "no problems"
                : counted(Severity.ERROR, "error") + ", " + counted(Severity.WARNING, "warning");
    }

    private String counted(Severity severity, String word) {
        long count = count(severity);
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private long count(Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).count();
    }

    private static String object(Problem problem) {
        return ("{\"severity\":%s,\"file\":%s,\"line\":%d,\"column\":%d,\"path\":%s,\"found\":%s,"
                        + "\"allowed\":%s,\"remedy\":%s}")
                .formatted(
                        quoted(word(problem)),
                        quoted(problem.file()),
                        problem.line(),
                        problem.column(),
                        quoted(problem.path()),
                        quoted(problem.found()),
                        quoted(problem.allowed()),
                        quoted(problem.remedy()));
    }

    private static String quoted(String text) {
        return "\"" + printable(text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
    }

    /**
     * Control characters could rewrite a terminal, and those that change the direction of writing
     * hide what a line says. JSON allows no control characters either.
     */
    private static String printable(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(found ->
                        found.group()
                                .chars()
                                .mapToObj("\\\\u%04x"::formatted)
                                .collect(Collectors.joining()));
    }

    private static String annotation(Problem problem, String folder) {
        return "::%s file=%s,line=%d,col=%d,title=%s::%s\n"
                .formatted(
                        word(problem),
                        property(folder + problem.file()),
                        problem.line(),
                        problem.column(),
                        property(problem.path()),
                        message(
                                "found: %s\nallowed: %s\nremedy: %s"
                                        .formatted(
                                                problem.found(),
                                                problem.allowed(),
                                                problem.remedy())));
    }

    private static String message(String text) {
        return text.replace("%", "%25")
                .lines()
                .map(ProblemReport::printable)
                .collect(Collectors.joining("%0A"));
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String word(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }
}
