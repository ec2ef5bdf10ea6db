/**
 * Files that the product writes for itself: the audit log, the embedded directory, the events of
 * webhooks. Begin at {@link dev.vestibule.provisioning.file.PrivateFiles}.
 */
@NullMarked
package dev.vestibule.provisioning.file;

import org.jspecify.annotations.NullMarked;
