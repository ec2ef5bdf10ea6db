package dev.vestibule.cli;

import dev.vestibule.flow.problem.ProblemReport;

/** How problems of the configuration are printed. */
public enum ProblemFormat {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** Annotations that GitHub shows beside the changed lines. */
    GITHUB;

    String of(ProblemReport report) {
        return switch (this) {
            case TEXT -> report.text();
            case JSON -> report.json();
            case GITHUB -> report.githubAnnotations();
        };
    }
}
