/**
 * The step that sends a mail to the user's account. One class, as every kind of step has a package
 * of its own: the login engine calls {@link dev.vestibule.gateway.step.notify.NotifyHandler}, which
 * sends with {@code factor.AccountMails}; the record of the step has the same package name in
 * {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.notify;

import org.jspecify.annotations.NullMarked;
