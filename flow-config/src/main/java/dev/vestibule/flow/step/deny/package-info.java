/**
 * The kind of step that refuses a login: {@link DenyStep} is its record, {@link DenyType} has its
 * keys. The gateway's handler has the same package name.
 *
 * <p>Two files, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.deny;

import org.jspecify.annotations.NullMarked;
