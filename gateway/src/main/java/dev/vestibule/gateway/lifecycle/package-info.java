/**
 * What becomes of sessions and accounts after a login.
 *
 * <p>A timer of the composition root calls {@link dev.vestibule.gateway.lifecycle.AccountWatch}: it
 * compares open sessions with the directory. {@code step.authenticate} calls {@link
 * dev.vestibule.gateway.lifecycle.LeaverDetector} for an answer that an identity provider refuses.
 * {@code SessionLinks} says by which link the account of a session is found.
 */
@NullMarked
package dev.vestibule.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
