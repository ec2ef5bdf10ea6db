package dev.vestibule.gateway.tls;

import dev.vestibule.flow.gateway.GatewaySettings.Certificate;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of the public server. A client gets the one with the name that it asks for (RFC
 * 6066, section 3), or else the first. New files are used for new connections; files that cannot be
 * used change nothing. Any thread may call it.
 */
public final class ServerCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificates.class);

    /** How long a client may take for a handshake once it has begun one. */
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final List<Certificate> files;
    private volatile Served served;
    private volatile String wrong = "";

    private record Served(List<CertificateFiles> files, Mapping<String, SslContext> byName) {}

    private ServerCertificates(List<Certificate> files) throws IOException {
        this.files = List.copyOf(files);
        this.served = served(read());
    }

    /**
     * Reads them.
     *
     * @throws IOException whose message names the file, when one cannot be used
     */
    public static ServerCertificates open(List<Certificate> files) throws IOException {
        return new ServerCertificates(files);
    }

    /** The handler of one connection, which comes in front of all others. */
    public ChannelHandler handler() {
        return new SniHandler(served.byName(), 16 * 1024, HANDSHAKE_MILLIS);
    }

    /** Looks whether the files have changed, and uses them then. Blocks. */
    public void look() {
        try {
            List<CertificateFiles> now = read();
            if (!same(now)) {
                served = served(now);
                LOG.info("event=certificates_reloaded files={}", now.size());
            }
            wrong = "";
        } catch (IOException unusable) {
            String why = String.valueOf(unusable.getMessage());
            if (!why.equals(wrong)) {
                wrong = why;
                LOG.warn("event=certificates_unusable detail=\"{}\"", why);
            }
        }
    }

    private boolean same(List<CertificateFiles> now) {
        boolean same = true;
        for (int at = 0; at < now.size(); at++) {
            same &= now.get(at).sameAs(served.files().get(at));
        }
        return same;
    }

    private List<CertificateFiles> read() throws IOException {
        List<CertificateFiles> read = new ArrayList<>();
        for (Certificate each : files) {
            try {
                read.add(CertificateFiles.read(each));
            } catch (IOException unreadable) {
                throw new IOException(
                        "%s or %s cannot be read".formatted(each.certificate(), each.key()),
                        unreadable);
            }
        }
        return read;
    }

    private Served served(List<CertificateFiles> read) throws IOException {
        DomainWildcardMappingBuilder<SslContext> byName = null;
        for (int at = 0; at < read.size(); at++) {
            SslContext context = context(read.get(at), files.get(at));
            byName = byName == null ? new DomainWildcardMappingBuilder<>(context) : byName;
            add(byName, read.get(at).names(), context);
        }
        if (byName == null) {
            throw new IOException("there is no certificate");
        }
        return new Served(read, byName.build());
    }

    private static SslContext context(CertificateFiles read, Certificate from) throws IOException {
        try {
            return read.context();
        } catch (IOException unusable) {
            throw new IOException(
                    "%s and %s are no certificate and its unencrypted key in PEM, PKCS #8"
                            .formatted(from.certificate(), from.key()),
                    unusable);
        }
    }

    private static void add(
            DomainWildcardMappingBuilder<SslContext> byName,
            List<String> names,
            @Nullable SslContext context) {
        for (String name : names) {
            byName.add(name, context);
        }
    }
}
