/**
 * The step that refuses a login. One class, as every kind of step has a package of its own: the
 * login engine calls {@link dev.vestibule.gateway.step.deny.DenyHandler}, and the page is that of
 * every failure.
 */
@NullMarked
package dev.vestibule.gateway.step.deny;

import org.jspecify.annotations.NullMarked;
