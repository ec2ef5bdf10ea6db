package dev.vestibule.gateway.upstream;

import dev.vestibule.flow.app.UpstreamTls;
import dev.vestibule.flow.app.UpstreamTls.ClientCertificate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What TLS connections to upstreams are opened with. Files are read for each new connection, beside
 * the event loop: a changed file holds for the next one.
 */
record TlsFiles(Vertx vertx) {

    /**
     * Those for one connection.
     *
     * @param protocol the one that has to be spoken (RFC 7301); null for HTTP/1.1
     */
    Future<ClientSSLOptions> options(Origin origin, @Nullable String protocol) {
        Future<ClientSSLOptions> options = options(origin);
        return protocol == null
                ? options
                : options.map(each ->
                        each.setUseAlpn(true).setApplicationLayerProtocols(List.of(protocol)));
    }

    private Future<ClientSSLOptions> options(Origin origin) {
        UpstreamTls tls = origin.files();
        return tls.isOwn()
                ? vertx.executeBlocking(
                                () -> read(tls, options(origin.connect().toMillis())), false)
                        .map(Objects::requireNonNull)
                : Future.succeededFuture(options(origin.connect().toMillis()));
    }

    private static ClientSSLOptions options(long handshakeMillis) {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        options.setSslHandshakeTimeout(handshakeMillis);
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        return options;
    }

    private static ClientSSLOptions read(UpstreamTls tls, ClientSSLOptions options) {
        Path authorities = tls.upstreamCa();
        if (authorities != null) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(bytes(authorities)));
        }
        ClientCertificate own = tls.upstreamCertificate();
        if (own != null) {
            options.setKeyCertOptions(
                    new PemKeyCertOptions()
                            .addCertValue(bytes(own.certificate()))
                            .addKeyValue(bytes(own.key())));
        }
        return options;
    }

    private static Buffer bytes(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UpstreamFault.UnusableFileException(unreadable);
        }
    }
}
