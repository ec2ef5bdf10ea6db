/**
 * The kind of step that limits how many sessions a user has: {@link LimitSessionsStep} is its
 * record, with its keys. The gateway's handler has the same package name.
 *
 * <p>One file, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.limitsessions;

import org.jspecify.annotations.NullMarked;
