/**
 * The section {@code mail}, and what the factors that send mails have in common.
 *
 * <p>{@link dev.vestibule.flow.mail.MailSettings} is the mail server, {@link
 * dev.vestibule.flow.mail.MailLimits} is in every factor that sends mails; both with their keys.
 * Called by the root section and by {@code factor}; the gateway's package {@code mail} sends.
 *
 * <p>Two files, since a section of the YAML has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.mail;

import org.jspecify.annotations.NullMarked;
