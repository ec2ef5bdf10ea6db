/**
 * The step that asks another server for a decision. One class, as every kind of step has a package
 * of its own: the login engine calls {@link dev.vestibule.gateway.step.call.CallHandler}, which
 * sends with {@link dev.vestibule.gateway.outbound.BoundedHttp}; the record of the step has the
 * same package name in {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.call;

import org.jspecify.annotations.NullMarked;
