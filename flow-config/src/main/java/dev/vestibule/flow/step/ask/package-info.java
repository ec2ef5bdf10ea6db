/**
 * The kind of step that asks the user for consent or for details: {@link AskStep} is its record, an
 * {@link AskField} one field of its form. The gateway's handler has the same package name.
 *
 * <p>Two files, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.ask;

import org.jspecify.annotations.NullMarked;
