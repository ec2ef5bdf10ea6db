/**
 * The section {@code mail}, and what the factors that send mails have in common.
 *
 * <p>{@link dev.vestibule.flow.mail.MailSettings} is the mail server, {@link
 * dev.vestibule.flow.mail.MailSection} has its keys. {@link dev.vestibule.flow.mail.MailLimits} and
 * {@link dev.vestibule.flow.mail.MailKeys} are the keys of every factor that sends mails. Called by
 * the root section and by {@code factor}; the gateway's package {@code mail} sends.
 */
@NullMarked
package dev.vestibule.flow.mail;

import org.jspecify.annotations.NullMarked;
