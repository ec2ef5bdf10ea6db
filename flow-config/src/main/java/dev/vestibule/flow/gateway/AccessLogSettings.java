package dev.vestibule.flow.gateway;

import dev.vestibule.flow.schema.KeyTable;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The access log.
 *
 * @param file null for the standard output
 * @param size bytes after which a new file is begun
 * @param keep how many full files are kept
 */
@KeyTable(
        """
        The access log: one line for each request, when it is over.
        | format | `json` | how a line is written: `json`, or `combined` as by Apache's httpd and
          nginx.
        | file | the standard output | the file, relative to the folder of the configuration;
          each gateway needs its own file.
        | size | `64MB` | the size at which a new file is started.
        | keep | `10` | how many full files are kept.
        """)
public record AccessLogSettings(Format format, @Nullable Path file, long size, int keep) {
    /** How a line is written. */
    public enum Format {
        /** A JSON object. */
        JSON,
        /** The combined log format of Apache's httpd. */
        COMBINED
    }
}
