package dev.vestibule.demo.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * A mail that arrived.
 *
 * @param text the part without markup
 * @param link the address that is a line of its own in the text; null when there is none
 */
public record Mail(String to, String subject, String text, @Nullable String link) {

    /**
     * Reads it.
     *
     * @param bytes as SMTP carries it (RFC 5322)
     */
    static Mail of(String to, byte[] bytes) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(bytes));
        String text = text(message.getContent());
        return new Mail(
                to,
                Objects.requireNonNullElse(message.getSubject(), ""),
                text,
                text.lines()
                        .filter(line -> line.matches("https?://\\S+"))
                        .findFirst()
                        .orElse(null));
    }

    /** The text; of alternatives the first, which is the plainest (RFC 2046, section 5.1.4). */
    private static String text(Object content) throws MessagingException, IOException {
        return content instanceof Multipart parts && parts.getCount() > 0
                ? text(parts.getBodyPart(0).getContent())
                : String.valueOf(content).strip();
    }
}
