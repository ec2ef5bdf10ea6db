/**
 * The mail server of the demo, and the page with what it has taken: codes and links of a login can
 * be read without a mail account. Two files, because nothing else of the demo knows SMTP or MIME.
 *
 * <p>Begin with {@link dev.vestibule.demo.mailbox.Mailbox}, which {@link dev.vestibule.demo.Demo}
 * starts.
 */
@NullMarked
package dev.vestibule.demo.mailbox;

import org.jspecify.annotations.NullMarked;
