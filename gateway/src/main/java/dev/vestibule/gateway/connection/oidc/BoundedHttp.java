package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.upstream.InterimAnswers;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import java.time.Duration;

/**
 * Calls identity providers: bounded in time and size, never following a redirect, always verifying
 * TLS certificates and host names. One instance serves every connection.
 *
 * <p>Each call has a TCP connection of its own. Bytes that a provider sends behind an answer, or
 * late, can therefore never become the answer to another user's call.
 */
public final class BoundedHttp {
    private final Vertx vertx;
    private final HttpClient client;
    private final Limits limits;

    public BoundedHttp(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
        client =
                vertx.httpClientBuilder()
                        .with(options(limits))
                        .with(pool())
                        .withConnectHandler(InterimAnswers::skip)
                        .build();
    }

    /** Bounds of 5 seconds and 256 KB: twice what a token answer with the most claims takes. */
    public BoundedHttp(Vertx vertx) {
        this(vertx, new Limits(Duration.ofSeconds(5), 262_144));
    }

    /**
     * Sends the message; the caller's own context gets the answer.
     *
     * @return the whole answer, whatever its status; fails with {@link
     *     dev.vestibule.gateway.login.AuthenticationFailure} when none comes within the bounds or
     *     it is a redirect
     */
    Future<HttpAnswer> send(HTTPRequest message) {
        HttpExchange exchange = new HttpExchange(limits, message);
        vertx.getOrCreateContext().runOnContext(_ -> exchange.start(vertx, client));
        return exchange.answer();
    }

    /** Closes its connections; calls in progress fail. */
    public Future<Void> close() {
        return client.close();
    }

    private static HttpClientOptions options(Limits limits) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(Math.toIntExact(limits.total().toMillis()))
                .setKeepAlive(false)
                .setMaxHeaderSize(32_768)
                .setTrustAll(false)
                .setVerifyHost(true);
    }

    private static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(1_000);
    }

    /**
     * What one call may cost.
     *
     * @param total from the wait for a connection to the last byte
     * @param bytes the largest body
     */
    public record Limits(Duration total, int bytes) {}
}
