package dev.vestibule.flow.problem;

import dev.vestibule.flow.problem.Problem.Severity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Problems for a user, a program or a pull request. The same problems, the same text. */
public record ProblemReport(List<Problem> problems, SourceLines lines) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

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
        return problems.stream().map(ProblemReport::annotation).collect(Collectors.joining());
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
                        " ".repeat(excerpt.caret()));
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

    /** Control characters could rewrite a terminal, and JSON allows none. */
    private static String printable(String text) {
        return CONTROL.matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    private static String annotation(Problem problem) {
        return "::%s file=%s,line=%d,col=%d,title=%s::%s\n"
                .formatted(
                        word(problem),
                        property(problem.file()),
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
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String word(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }
}
