package dev.vestibule.provisioning.audit;

import java.nio.file.Path;

/**
 * Where the audit log is written.
 *
 * @param largest bytes after which a new file is begun
 * @param kept how many full files are kept beside the one that is written
 */
public record AuditSettings(Path file, long largest, int kept) {}
