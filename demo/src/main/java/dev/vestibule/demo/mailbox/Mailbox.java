package dev.vestibule.demo.mailbox;

import dev.vestibule.demo.web.DemoPages;

import jakarta.mail.MessagingException;

import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A mail server on the loopback interface that keeps the last mails in memory. */
public final class Mailbox implements AutoCloseable {
    private static final int MOST_MAILS = 20;
    private static final int LARGEST_MAIL = 100_000;

    private final List<Mail> mails = new ArrayList<>();
    private final SMTPServer server;
    private final DemoPages pages;

    private Mailbox(int port, DemoPages pages) {
        this.pages = pages;
        server =
                SMTPServer.port(port)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .hostName("localhost")
                        .maxMessageSize(LARGEST_MAIL)
                        .messageHandler((_, _, to, data) -> take(to, data))
                        .build();
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static Mailbox start(int port, DemoPages pages) {
        Mailbox mailbox = new Mailbox(port, pages);
        try {
            mailbox.server.start();
            return mailbox;
        } catch (RuntimeException refused) {
            throw new UncheckedIOException("port " + port + " is taken", new IOException(refused));
        }
    }

    /** The page with the mails. */
    public String page() {
        return pages.render("mailbox", new MailboxPage(mails()));
    }

    private synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    private synchronized void take(@Nullable String to, byte[] data) throws RejectException {
        try {
            mails.addFirst(Mail.of(String.valueOf(to), data));
        } catch (MessagingException | IOException unreadable) {
            throw new RejectException(554, "The mail cannot be read.");
        }
        if (mails.size() > MOST_MAILS) {
            mails.removeLast();
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** What the page shows: the newest first. */
    public record MailboxPage(List<Mail> mails) {
        public MailboxPage {
            mails = List.copyOf(mails);
        }
    }
}
