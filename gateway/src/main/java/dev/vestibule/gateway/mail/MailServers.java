package dev.vestibule.gateway.mail;

import dev.vestibule.flow.mail.MailSettings;
import dev.vestibule.flow.mail.MailSettings.Encryption;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The client of the mail server, replaced when the settings change. */
final class MailServers {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration LAST_MAILS = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final String host;
    private final AtomicReference<@Nullable Connected> current = new AtomicReference<>();

    /**
     * @param host the name by which the gateway greets the server
     */
    MailServers(Vertx vertx, String host) {
        this.vertx = vertx;
        this.host = host;
    }

    private record Connected(MailSettings settings, MailClient client) {}

    /** The client with these settings. */
    MailClient to(MailSettings settings) {
        Connected known = current.get();
        if (known != null && known.settings().equals(settings)) {
            return known.client();
        }
        Connected next = new Connected(settings, MailClient.create(vertx, config(settings)));
        Connected old = current.getAndSet(next);
        if (old != null) {
            // Mails that are on their way are sent to their end.
            vertx.setTimer(LAST_MAILS.toMillis(), _ -> old.client().close());
        }
        return next.client();
    }

    private MailConfig config(MailSettings settings) {
        Encryption encryption = settings.encryption();
        MailConfig config =
                new MailConfig()
                        .setHostname(settings.host())
                        .setPort(settings.port())
                        .setSsl(encryption == Encryption.TLS)
                        .setStarttls(
                                encryption == Encryption.STARTTLS
                                        ? StartTLSOptions.REQUIRED
                                        : StartTLSOptions.DISABLED)
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setOwnHostname(host)
                        .setUserAgent("vestibule")
                        .setConnectTimeout(CONNECT_MILLIS)
                        // A server may have closed a connection that waits for the next mail.
                        .setKeepAlive(false);
        if (settings.ca() != null) {
            config.setTrustOptions(new PemTrustOptions().addCertPath(settings.ca().toString()));
        }
        var login = settings.login();
        return login == null
                ? config.setLogin(LoginOption.DISABLED)
                : config.setLogin(LoginOption.REQUIRED)
                        .setUsername(login.username())
                        .setPassword(login.password().reveal());
    }
}
