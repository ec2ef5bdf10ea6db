/**
 * The step that names values for later conditions. One class, as every kind of step has a package
 * of its own: the login engine calls {@link dev.vestibule.gateway.step.set.SetHandler}, and its
 * record has the same package name in {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.set;

import org.jspecify.annotations.NullMarked;
