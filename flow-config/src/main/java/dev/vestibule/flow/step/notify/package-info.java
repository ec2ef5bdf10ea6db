/**
 * The kind of step that sends a mail to the user's account: {@link NotifyStep} is its record, with
 * its keys. The gateway's handler has the same package name.
 *
 * <p>One file, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.notify;

import org.jspecify.annotations.NullMarked;
