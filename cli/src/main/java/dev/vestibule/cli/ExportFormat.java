package dev.vestibule.cli;

/** How accounts are written for other programs. */
enum ExportFormat {
    /** One object a line, as this program names things. */
    JSON,
    /** Entries as the directory has them (RFC 2849). */
    LDIF
}
