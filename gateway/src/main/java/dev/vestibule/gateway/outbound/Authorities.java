package dev.vestibule.gateway.outbound;

import dev.vestibule.gateway.outbound.OutboundFailure.Kind;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The authorities that certificates of other servers may come from.
 *
 * @param file in PEM; null for those of the Java runtime
 */
record Authorities(Vertx vertx, @Nullable Path file) {

    /** The file as it is now; empty for the authorities of the Java runtime. */
    Future<Optional<ClientSSLOptions>> trusted() {
        Path from = file;
        return from == null
                ? Future.succeededFuture(Optional.empty())
                : vertx.executeBlocking(() -> Optional.of(read(from)), false)
                        .map(Objects::requireNonNull);
    }

    /** What the log says when the file is not there. */
    OutboundFailure unreadable() {
        return new OutboundFailure(
                Kind.UNAVAILABLE,
                "the file of authorities %s cannot be read"
                        .formatted(ForeignText.printable(String.valueOf(file))));
    }

    private static ClientSSLOptions read(Path file) throws IOException {
        return new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(
                        new PemTrustOptions()
                                .addCertValue(Buffer.buffer(Files.readAllBytes(file))));
    }
}
