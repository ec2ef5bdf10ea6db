/**
 * The step that limits the sessions of a user. The login engine calls {@link
 * dev.vestibule.gateway.step.limitsessions.LimitSessionsHandler}, whose page is {@code
 * LimitSessionsPage}; its record and its keys have the same package name in {@code flow-config}.
 * Logins that end at the same time are counted where they end, in {@code login.SignInCompletion}.
 *
 * <p>Two files, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.gateway.step.limitsessions;

import org.jspecify.annotations.NullMarked;
