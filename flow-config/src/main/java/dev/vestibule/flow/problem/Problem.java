package dev.vestibule.flow.problem;

import java.util.Comparator;

/**
 * One finding about the configuration.
 *
 * @param file name of the file, relative to the configuration folder
 * @param line line in the file, from 1
 * @param column column in the line, from 1
 * @param path where in the document, for example {@code apps.wiki.match.host}
 * @param found what is there, in words that an editor of the file understands; never a secret
 * @param allowed what is allowed there
 * @param remedy what to do
 */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        String path,
        String found,
        String allowed,
        String remedy)
        implements Comparable<Problem> {

    /** An error keeps the configuration from going live; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column)
                .thenComparing(Problem::path)
                .thenComparing(Problem::found)
                .compare(this, other);
    }
}
