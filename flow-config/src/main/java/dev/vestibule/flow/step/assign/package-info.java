/**
 * The kind of step that gives the user's account groups and attributes: {@link AssignStep} is its
 * record, with its keys. The gateway's handler has the same package name.
 *
 * <p>One file, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.assign;

import org.jspecify.annotations.NullMarked;
