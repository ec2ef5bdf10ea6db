package dev.vestibule.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

/** The bounded pool of connections to upstreams. */
public final class UpstreamClients {
    private static final int KEEP_ALIVE_SECONDS = 30;

    private UpstreamClients() {}

    /**
     * A client that speaks HTTP/1.1 only, follows no redirect and decompresses nothing.
     *
     * @param connections the most to one upstream
     * @param waiting the most requests that wait for one of them; what comes then is refused
     */
    public static HttpClient create(Vertx vertx, int connections, int waiting) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setHttp2ClearTextUpgrade(false)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setPipelining(false)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(64 * 1024)
                        .setMaxRedirects(0),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(waiting));
    }
}
