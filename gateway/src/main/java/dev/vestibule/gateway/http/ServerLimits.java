package dev.vestibule.gateway.http;

import dev.vestibule.flow.address.ListenAddress;

import io.vertx.core.http.HttpServerOptions;

/** What the public HTTP server takes on. */
public final class ServerLimits {
    private static final int LARGEST_HEADER = 32 * 1024;
    private static final int LONGEST_LINE = 8 * 1024 + 512;

    private ServerLimits() {}

    /**
     * HTTP/1.1 without an upgrade to cleartext HTTP/2, which would let a request pass that the
     * handlers have not seen (TLS connections may choose HTTP/2); bounded headers; WebSockets are
     * passed on as they are, never spoken.
     */
    public static HttpServerOptions options(ListenAddress listen) {
        return new HttpServerOptions()
                .setHost(listen.host())
                .setPort(listen.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(LARGEST_HEADER)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxFormAttributeSize(8 * 1024)
                .setMaxFormFields(64)
                .setHandle100ContinueAutomatically(false)
                .setDecompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }
}
