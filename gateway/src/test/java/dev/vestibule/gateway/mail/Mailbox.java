package dev.vestibule.gateway.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server on a socket of its own, and the mails that it has taken. */
public final class Mailbox implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("^[0-9]{6,8}$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("^http\\S+$", Pattern.MULTILINE);

    private final GreenMail server;

    private Mailbox(ServerSetup setup) {
        server = new GreenMail(setup);
        server.start();
    }

    /** A mail. */
    public record Received(String to, String subject, String text, String html) {
        /** The code on a line of its own. */
        public String code() {
            return only(CODE);
        }

        /** The link on a line of its own. */
        public String link() {
            return only(LINK);
        }

        private String only(Pattern pattern) {
            Matcher found = pattern.matcher(text);
            if (!found.find()) {
                throw new AssertionError("nothing like " + pattern + " in " + text);
            }
            return found.group();
        }
    }

    /** A server without encryption, on loopback. */
    public static Mailbox start() {
        return start(ServerSetup.PROTOCOL_SMTP);
    }

    private static Mailbox start(String protocol) {
        return new Mailbox(new ServerSetup(0, "127.0.0.1", protocol));
    }

    /** A server that speaks TLS with the key in this PKCS 12 file, whose password is "changeit". */
    public static Mailbox startTls(Path key) {
        System.setProperty("greenmail.tls.keystore.file", key.toString());
        try {
            return start(ServerSetup.PROTOCOL_SMTPS);
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
        }
    }

    /** From now on it knows this login. */
    public void setUser(String username, String password) {
        server.setUser("login@example.org", username, password);
    }

    /** Its port. */
    public int port() {
        return (server.getSmtp() == null ? server.getSmtps() : server.getSmtp()).getPort();
    }

    /** The mails by now, the oldest first. */
    public List<Received> mails() {
        return Arrays.stream(server.getReceivedMessages()).map(Mailbox::read).toList();
    }

    /** The last mail. */
    public Received last() {
        return mails().getLast();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static Received read(MimeMessage mail) {
        try {
            boolean plain = mail.isMimeType("text/plain");
            Object content = mail.getContent();
            return new Received(
                    mail.getAllRecipients()[0].toString(),
                    mail.getSubject(),
                    plain
                            ? String.valueOf(content).replace("\r\n", "\n")
                            : part((Multipart) content, 0, "text/plain"),
                    plain ? "" : part((Multipart) content, 1, "text/html"));
        } catch (MessagingException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String part(Multipart parts, int index, String type)
            throws MessagingException, IOException {
        BodyPart part = parts.getBodyPart(index);
        if (!part.isMimeType(type)) {
            throw new AssertionError("part " + index + " is " + part.getContentType());
        }
        return ((String) part.getContent()).replace("\r\n", "\n");
    }
}
