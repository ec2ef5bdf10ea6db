package dev.vestibule.flow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.flow.problem.SourceLines.Excerpt;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class ProblemReportTest {
    private static final Problem PROBLEM =
            new Problem(
                    Problem.Severity.ERROR,
                    "a,b.yaml",
                    3,
                    5,
                    "apps.wiki",
                    "\"x\" \u001b[31m100%\n",
                    "a \\ b",
                    "Do this.");

    private final ProblemReport report =
            new ProblemReport(List.of(PROBLEM), _ -> Optional.of(new Excerpt("  a: x", 4)));

    @Test
    void theTextPointsAtTheLineAndKeepsTheTerminalAsItIs() {
        assertThat(report.text())
                .isEqualTo(
                        """
                        error a,b.yaml:3:5 apps.wiki
                            3 |   a: x
                              |     ^
                            found:   "x" \\u001b[31m100%\\u000a
                            allowed: a \\ b
                            remedy:  Do this.

                        1 error, 0 warnings
                        """);
    }

    @Test
    void jsonIsEscaped() {
        assertThat(report.json())
                .isEqualTo(
                        """
                        {"errors":1,"warnings":0,"problems":[{"severity":"error","file":"a,b.yaml",\
                        "line":3,"column":5,"path":"apps.wiki","found":"\\"x\\" \\u001b[31m100%\\u000a",\
                        "allowed":"a \\\\ b","remedy":"Do this."}]}
                        """);
    }

    @Test
    void annotationsCannotBeginAnotherCommand() {
        assertThat(report.githubAnnotations())
                .isEqualTo(
                        "::error file=a%2Cb.yaml,line=3,col=5,title=apps.wiki::found: \"x\""
                                + " \\u001b[31m100%25%0A%0Aallowed: a \\ b%0Aremedy: Do this.\n");
    }

    @Test
    void withoutProblemsTheReportSaysSo() {
        ProblemReport none = new ProblemReport(List.of(), _ -> Optional.empty());

        assertThat(none.text()).isEqualTo("no problems\n");
        assertThat(none.json()).isEqualTo("{\"errors\":0,\"warnings\":0,\"problems\":[]}\n");
        assertThat(none.githubAnnotations()).isEmpty();
    }

    @Test
    void whatHidesOrTurnsTextRoundIsShownAsItsNumber() {
        Problem hostile =
                new Problem(
                        Problem.Severity.ERROR,
                        "a.yaml",
                        1,
                        1,
                        "",
                        "\u202etxt\u2066 \u200b \u2028 \ud83d\ude00 \udb40\udc01",
                        "<b>",
                        "x");
        ProblemReport shown = new ProblemReport(List.of(hostile), _ -> Optional.empty());

        assertThat(shown.text() + shown.json() + shown.githubAnnotations())
                .contains("\\u202etxt\\u2066 \\u200b \\u2028 \ud83d\ude00 \\udb40\\udc01")
                .doesNotContain("\u202e", "\u2066", "\u200b", "\u2028", "\udb40\udc01");
    }

    @Test
    void annotationsNameTheFileInTheRepository() {
        assertThat(report.githubAnnotations("config/"))
                .startsWith("::error file=config/a%2Cb.yaml,line=3,col=5,title=apps.wiki::");
    }
}
