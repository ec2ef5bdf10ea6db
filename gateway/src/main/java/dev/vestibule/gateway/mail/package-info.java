/**
 * Mails to users.
 *
 * <p>A factor writes a {@link dev.vestibule.gateway.mail.Letter}: a code or a link. {@link
 * dev.vestibule.gateway.mail.Mailer} renders it in the user's language as text and as HTML, with
 * the templates in {@code src/main/jte/mail}, and hands it to the mail server of the live
 * configuration; {@code MailServers} connects to that. Called by {@code factor}, which limits how
 * many mails are sent. Begin with {@code Mailer}.
 */
@NullMarked
package dev.vestibule.gateway.mail;

import org.jspecify.annotations.NullMarked;
