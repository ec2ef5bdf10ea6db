package dev.vestibule.gateway.factor;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.mail.MailLimits;
import dev.vestibule.gateway.factor.FactorPrompt.Problem;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.mail.Letter;
import dev.vestibule.gateway.mail.Mailer;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends codes and links to the mail address of an account, and to no other: no request names an
 * address. How many are sent is limited for each login, account, mail address and client.
 */
public record AccountMails(Mailer mailer, FactorGuard guard, InstantSource clock) {
    private static final String ATTRIBUTE = "mail";
    private static final String MASK = "•••";
    private static final MailLimits TOLD = new MailLimits(0, Duration.ZERO, 5, 5);

    /**
     * The mails of one login.
     *
     * @param count how many were sent
     * @param last when the last one was sent; null when none was
     */
    public record Sent(int count, @Nullable Instant last) {
        /** No mail yet. */
        public static final Sent NONE = new Sent(0, null);
    }

    /** The attributes of the account that its mail address is read from. */
    public static Map<String, List<String>> addresses(Account account) {
        List<String> mails = account.attributes().get(ATTRIBUTE);
        return mails == null ? Map.of() : Map.of(ATTRIBUTE, mails);
    }

    /** The first mail address of the account that is unambiguous. */
    public static Optional<EmailAddress> address(Account account) {
        return account.attributes().getOrDefault(ATTRIBUTE, List.of()).stream()
                .flatMap(text -> EmailAddress.of(text).stream())
                .findFirst();
    }

    /** The account's address for a page: its first character and its domain. */
    public static String masked(Account account) {
        return address(account)
                .map(address -> address.local().charAt(0) + MASK + "@" + address.domain())
                .orElse("");
    }

    /**
     * Why no further mail is sent now, by what the login itself has had; null when one may be sent.
     */
    public @Nullable Problem refused(MailLimits limits, Sent sent) {
        if (sent.count() > limits.again()) {
            return Problem.of("mail.no-more");
        }
        Instant last = sent.last();
        Duration wait =
                last == null
                        ? Duration.ZERO
                        : Duration.between(clock.instant(), last.plus(limits.pause()));
        return wait.isPositive() ? new Problem("mail.pause", seconds(wait)) : null;
    }

    /**
     * Sends a letter to the user of the login.
     *
     * @return null when it was sent; else why not
     */
    public Future<@Nullable Problem> send(Attempt attempt, MailLimits limits, Letter letter) {
        Account account = requireNonNull(attempt.account());
        EmailAddress address = address(account).orElse(null);
        return address == null
                ? Future.succeededFuture(Problem.of("mail.no-address"))
                : guard.admitMail(limits, account.id(), text(address), attempt.client())
                        .compose(wait ->
                                wait > 0
                                        ? Future.succeededFuture(new Problem("mail.limit", wait))
                                        : mailer.send(address, attempt.frame().get(), letter)
                                                .map(_ -> (Problem) null));
    }

    /**
     * Sends a text of the configuration to the account. Such mails are counted by themselves, so
     * that they keep no code or link from the user.
     *
     * @return null when it was sent; else why not, for the log. Fails with {@link
     *     dev.vestibule.gateway.http.HttpFailure} when the mail server does not take it
     */
    public Future<@Nullable String> tell(Account account, String subject, String text) {
        EmailAddress address = address(account).orElse(null);
        return address == null
                ? Future.succeededFuture("the account has no mail address")
                : guard.admitMail(TOLD, "tell " + account.id(), "tell " + text(address), null)
                        .compose(wait ->
                                wait > 0
                                        ? Future.succeededFuture("too many mails within an hour")
                                        : mailer.send(address, subject, text)
                                                .map(_ -> (String) null));
    }

    /** The user has completed the step: the account's mails are counted from the start again. */
    public Future<Void> forgive(Account account) {
        return guard.forgiveMails(
                account.id(), address(account).map(AccountMails::text).orElse(""));
    }

    /** The state after one more mail. */
    public Sent after(Sent sent) {
        return new Sent(sent.count() + 1, clock.instant());
    }

    private static String text(EmailAddress address) {
        return address.local() + "@" + address.domain();
    }

    private static int seconds(Duration wait) {
        return (int) ((wait.toMillis() + 999) / 1000);
    }
}
