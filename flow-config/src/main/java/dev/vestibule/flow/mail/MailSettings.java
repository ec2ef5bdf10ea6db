package dev.vestibule.flow.mail;

import dev.vestibule.flow.address.HostPort;
import dev.vestibule.flow.yaml.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/**
 * The mail server that takes the gateway's mails.
 *
 * @param server scheme, host and maybe port
 * @param from the sender's address
 * @param login null where the server asks for none
 * @param ca PEM file of the authorities that the server's certificate may come from; null for those
 *     that Java trusts
 */
public record MailSettings(URI server, String from, @Nullable Login login, @Nullable Path ca) {

    /** The gateway's account at the server. */
    public record Login(String username, Secret password) {}

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
