/**
 * The kind of step that names values for the conditions of later steps: {@link SetStep} is its
 * record, with its keys. The gateway's handler has the same package name.
 *
 * <p>One file, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.set;

import org.jspecify.annotations.NullMarked;
