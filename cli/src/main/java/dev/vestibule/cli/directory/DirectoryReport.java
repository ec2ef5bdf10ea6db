package dev.vestibule.cli.directory;

import dev.vestibule.flow.LoadResult;
import dev.vestibule.flow.problem.Problem;
import dev.vestibule.flow.problem.Problem.Severity;
import dev.vestibule.provisioning.inspect.Finding;
import dev.vestibule.provisioning.inspect.Finding.Level;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Findings about a directory, for users and programs. Those about a line of the configuration look
 * like any problem of it.
 */
public record DirectoryReport(
        LoadResult configuration, DirectoryNeeds needs, List<Finding> findings) {
    private static final String ALLOWED = "an attribute of the directory's schema";

    boolean hasProblems() {
        return findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
    }

    /** All findings, then those about lines of the configuration. */
    String text() {
        String general =
                findings.stream()
                        .filter(finding -> needs.paths(finding.subject()).isEmpty())
                        .map(DirectoryReport::paragraph)
                        .collect(Collectors.joining());
        List<Problem> lines =
                findings.stream().flatMap(finding -> atLines(finding).stream()).toList();
        return lines.isEmpty() ? general : general + "\n" + configuration.report(lines).text();
    }

    /** One JSON object. */
    String json() {
        return new JsonObject()
                        .put("problems", count(Level.PROBLEM))
                        .put("warnings", count(Level.WARNING))
                        .put("findings", new JsonArray(findings.stream().map(this::json).toList()))
                        .encode()
                + "\n";
    }

    /** Every problem and warning, those about the directory as such at {@code directory}. */
    public List<Problem> problems() {
        return findings.stream()
                .filter(each -> each.level() == Level.PROBLEM || each.level() == Level.WARNING)
                .map(each ->
                        needs.paths(each.subject()).isEmpty()
                                ? List.of(problem(each, "directory"))
                                : atLines(each))
                .flatMap(List::stream)
                .toList();
    }

    private List<Problem> atLines(Finding finding) {
        return needs.paths(finding.subject()).stream().map(path -> problem(finding, path)).toList();
    }

    private Problem problem(Finding finding, String path) {
        var place = configuration.places().of(path);
        return new Problem(
                finding.level() == Level.PROBLEM ? Severity.ERROR : Severity.WARNING,
                place.file(),
                place.line(),
                place.column(),
                path,
                finding.found(),
                ALLOWED,
                finding.ldif().isEmpty()
                        ? finding.remedy()
                        : finding.remedy() + " vestibule directory check prints the LDIF.");
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String paragraph(Finding finding) {
        String text = "%-8s %-11s %s\n".formatted(word(finding), finding.topic(), finding.found());
        String indent = " ".repeat(21);
        if (!finding.remedy().isEmpty()) {
            text += indent + finding.remedy() + "\n";
        }
        return finding.ldif().isEmpty() ? text : text + "\n" + finding.ldif() + "\n";
    }

    private JsonObject json(Finding finding) {
        JsonObject json =
                new JsonObject()
                        .put("level", word(finding))
                        .put("topic", finding.topic())
                        .put("found", finding.found())
                        .put("remedy", finding.remedy())
                        .put("ldif", finding.ldif());
        List<String> paths = needs.paths(finding.subject());
        if (!paths.isEmpty()) {
            json.put("subject", finding.subject())
                    .put("places", new JsonArray(paths.stream().map(this::place).toList()));
        }
        return json;
    }

    private JsonObject place(String path) {
        var place = configuration.places().of(path);
        return new JsonObject()
                .put("file", place.file())
                .put("line", place.line())
                .put("path", path);
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }
}
