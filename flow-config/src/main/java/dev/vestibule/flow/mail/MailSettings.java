package dev.vestibule.flow.mail;

import static dev.vestibule.flow.problem.InvalidValue.unless;

import dev.vestibule.flow.address.EmailAddress;
import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.KeyTable;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.schema.UrlTypes;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The mail server that takes the gateway's mails.
 *
 * @param server scheme, host and maybe port
 * @param from the sender's address
 * @param username null where the server asks for none
 * @param password null where the server asks for none
 * @param ca PEM file of the authorities that the server's certificate may come from; null for those
 *     that Java trusts
 */
@KeyTable(
        """
        The mail server that sends codes and links, see [factor-email.md](factor-email.md).
        | server | **required** | the mail server: `smtps://HOST:465` with TLS from the start,
          `smtp+starttls://HOST:587` with STARTTLS, which is required then.
        | from | **required** | the sender's address.
        | username | no login | the gateway's account at the mail server.
        | password | no login | the password of that account.
        | ca | the authorities that Java trusts | a PEM file with the certificates of the authorities
          that the mail server may use, relative to the folder of the configuration.
        """)
public record MailSettings(
        URI server,
        String from,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Path ca) {
    private static final ScalarType<String> ADDRESS =
            new ScalarType<>(
                    "a mail address, for example login@example.org",
                    "login@example.org",
                    MailSettings::address);

    /** The section {@code mail}. */
    public static Section<MailSettings> section() {
        return Section.of(MailSettings.class, Map.of("server", UrlTypes.MAIL, "from", ADDRESS))
                .checked(MailSettings::checkLogin);
    }

    private void checkLogin(Fields fields) {
        if ((username == null) != (password == null)) {
            fields.error(
                    username == null ? "password" : "username",
                    username == null
                            ? "a password without a username"
                            : "a username without a password",
                    "both or none",
                    "Add the missing key, or remove this one.");
        }
    }

    private static String address(String text) throws InvalidValue {
        unless(
                EmailAddress.of(text).isPresent(),
                "which is no mail address",
                "Write the address alone, without a name.");
        return text;
    }

    /** The gateway's account at the server. */
    public record Login(String username, Secret password) {}

    /** The gateway's account, null where the server asks for none. */
    public @Nullable Login login() {
        return username == null || password == null ? null : new Login(username, password);
    }

    /** How the connection is encrypted (RFC 8314). */
    public enum Encryption {
        /** From its first byte. */
        TLS("smtps", 465),
        /** By the command STARTTLS, without which nothing is sent (RFC 3207). */
        STARTTLS("smtp+starttls", 587),
        /** Not at all: on this machine only. */
        NONE("smtp", 25);

        private final String scheme;
        private final int port;

        Encryption(String scheme, int port) {
            this.scheme = scheme;
            this.port = port;
        }

        /** The scheme that asks for it. */
        public String scheme() {
            return scheme;
        }
    }

    /** How the connection is encrypted. */
    public Encryption encryption() {
        for (Encryption each : Encryption.values()) {
            if (each.scheme.equals(server.getScheme())) {
                return each;
            }
        }
        throw new IllegalStateException("no mail server: " + server.getScheme());
    }

    /** Name or address of the server. */
    public String host() {
        return HostPort.of(server).host();
    }

    /** Its port, or the usual one of the encryption. */
    public int port() {
        return HostPort.of(server).portOr(encryption().port);
    }
}
