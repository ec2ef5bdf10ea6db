package dev.vestibule.gateway.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;

import javax.net.ssl.SSLException;

/** Why an upstream gives no answer. The name is the log's and the metric's. */
public enum UpstreamFault {
    DNS("check the host of upstream"),
    REFUSED("start the application, or check the port of upstream"),
    TIMEOUT("check that the network lets the gateway reach upstream, or set timeout.connect"),
    TLS(
            "set upstream-ca to the authority of the certificate, which has to name the host of"
                    + " upstream; set upstream-certificate if the application wants one"),
    FILE("check the files of upstream-ca and upstream-certificate, and who may read them"),
    HTTP2("check that the application speaks HTTP/2, or remove http-version"),
    CLOSED("look into the log of the application"),
    BROKEN("look into the log of the application"),
    OTHER("look into the log of the application");

    private final String remedy;

    UpstreamFault(String remedy) {
        this.remedy = remedy;
    }

    /** A file of the configuration cannot be used for TLS. */
    static final class UnusableFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableFileException(Throwable cause) {
            super("a file that cannot be used", cause, false, false);
        }
    }

    /** What it was. */
    public static UpstreamFault of(Throwable fault) {
        return switch (fault) {
            case UnknownHostException _ -> DNS;
            case ConnectTimeoutException _, SslHandshakeTimeoutException _ -> TIMEOUT;
            case ConnectException _ -> REFUSED;
            case SharedConnection.NoHttp2Exception none -> isOfTls(none.getCause()) ? TLS : HTTP2;
            case SSLException handshake when wantsOther(handshake) -> HTTP2;
            case SSLException _, GeneralSecurityException _ -> TLS;
            case UnusableFileException _ -> FILE;
            case BrokenAnswerException _ -> BROKEN;
            case SocketException _ -> CLOSED;
            default -> fault.getCause() == null ? OTHER : of(fault.getCause());
        };
    }

    /** An upstream may refuse a certificate behind its handshake (RFC 8446, section 4.4.2.4). */
    private static boolean isOfTls(@Nullable Throwable cause) {
        return cause != null && of(cause) == TLS;
    }

    /** Whether client and server have no protocol in common (RFC 7301, section 3.2). */
    private static boolean wantsOther(SSLException handshake) {
        return String.valueOf(deepest(handshake)).contains("no_application_protocol");
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cause, what was found, and what to do, for the log. */
    public String words(Throwable fault) {
        return "cause=%s (%s); %s".formatted(word(), deepest(fault), remedy);
    }

    private static @Nullable String deepest(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null
                ? deepest.getClass().getSimpleName()
                : deepest.getMessage();
    }
}
