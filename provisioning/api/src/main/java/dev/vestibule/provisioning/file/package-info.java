/**
 * Files that the product writes for itself, for their owner only. The audit log, the embedded
 * directory and the webhooks call it.
 *
 * <p>{@link dev.vestibule.provisioning.file.PrivateFiles} opens and locks files. {@link
 * dev.vestibule.provisioning.file.RecordLog} keeps records that survive a crash: begin there. Its
 * parts are {@code GroupCommit} (one force of the disk for all waiting callers), {@code LogFile}
 * (append, cut, recover), {@code RecordFrames} (the layout and its checksums) and {@link
 * dev.vestibule.provisioning.file.Disk}, which tests replace by one that fails.
 */
@NullMarked
package dev.vestibule.provisioning.file;

import org.jspecify.annotations.NullMarked;
