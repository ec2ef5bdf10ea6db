package dev.vestibule.gateway.mail;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.Frame;
import dev.vestibule.gateway.http.HttpFailure;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends mails to users over the mail server of the live configuration. */
public final class Mailer {
    private static final int TIMEOUT_SECONDS = 15;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final MailServers servers;
    private final Supplier<@Nullable MailSettings> settings;

    /**
     * @param host the name by which the gateway greets the mail server
     * @param settings those of the live configuration; null where it has none
     */
    public Mailer(Vertx vertx, String host, Supplier<@Nullable MailSettings> settings) {
        this.servers = new MailServers(vertx, host);
        this.settings = settings;
    }

    /**
     * Sends the letter.
     *
     * @param frame the user's language, and the name of the pages
     * @return fails with {@link HttpFailure} {@code MAIL_UNAVAILABLE}, whose detail names neither
     *     the address nor what the letter says
     */
    public Future<Void> send(EmailAddress to, Frame frame, Letter letter) {
        return send(
                to,
                new MailMessage()
                        .setSubject(frame.texts().text(letter.subject(), frame.name()))
                        .setText(rendered("mail/letter-text.jte", frame, letter))
                        .setHtml(rendered("mail/letter.jte", frame, letter)));
    }

    /**
     * Sends a plain text, which fails as a letter does.
     *
     * @param subject one line
     */
    public Future<Void> send(EmailAddress to, String subject, String text) {
        return send(to, new MailMessage().setSubject(subject).setText(text));
    }

    private Future<Void> send(EmailAddress to, MailMessage message) {
        MailSettings current = settings.get();
        if (current == null) {
            return Future.failedFuture(unavailable("the configuration has no mail server"));
        }
        message.setFrom(current.from())
                .setTo(to.local() + "@" + to.domain())
                // No holiday notice is wanted (RFC 3834, section 5).
                .addHeader("Auto-Submitted", "auto-generated");
        return servers.to(current)
                .sendMail(message)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(unavailable(reason(failure))))
                .mapEmpty();
    }

    private String rendered(String template, Frame frame, Letter letter) {
        StringOutput text = new StringOutput(1024);
        templates.render(template, Map.of("frame", frame, "letter", letter), text);
        return text.toString();
    }

    /** A server's own words often repeat the address. */
    private static String reason(Throwable failure) {
        return failure instanceof SMTPException refused
                ? "the mail server refuses with the reply code " + refused.getReplyCode()
                : "the mail server cannot be reached: " + failure.getClass().getSimpleName();
    }

    private static HttpFailure unavailable(String detail) {
        return HttpFailure.of(FailureKind.MAIL_UNAVAILABLE, detail);
    }
}
