/**
 * The durable record of what became of every command that may change the directory. The verticles
 * of provisioning write to it, and so does the command line.
 *
 * <p>Begin at {@link dev.vestibule.provisioning.audit.AuditFile}: one thread writes what has come
 * meanwhile, with one force of the disk. {@link dev.vestibule.provisioning.audit.AuditRecord} is a
 * line, with {@code Pseudonyms} in the place of subjects. {@code RotatingFile} appends, and makes
 * room when the file is full. The file is text for other programs, and several processes append to
 * it: therefore it is no {@link dev.vestibule.provisioning.file.RecordLog}.
 */
@NullMarked
package dev.vestibule.provisioning.audit;

import org.jspecify.annotations.NullMarked;
