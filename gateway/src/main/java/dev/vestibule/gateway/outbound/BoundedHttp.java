package dev.vestibule.gateway.outbound;

import dev.vestibule.gateway.upstream.InterimAnswers;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Calls other servers: bounded in time and size, never following a redirect, always verifying TLS
 * certificates and host names. Each call has a TCP connection of its own, so that bytes behind an
 * answer, or late ones, never become the answer to another user's call.
 */
public final class BoundedHttp {
    private final Vertx vertx;
    private final HttpClient client;
    private final Limits limits;
    private final Way way;

    /** Calls every server directly. */
    public BoundedHttp(Vertx vertx, Limits limits) {
        this(vertx, limits, OutboundRoute.DIRECT);
    }

    public BoundedHttp(Vertx vertx, Limits limits, OutboundRoute route) {
        this(vertx, limits, client(vertx, limits), new Way(route, new Authorities(vertx, null)));
    }

    private BoundedHttp(Vertx vertx, Limits limits, HttpClient client, Way way) {
        this.vertx = vertx;
        this.limits = limits;
        this.client = client;
        this.way = way;
    }

    /** How a server is reached, and by what its certificate is trusted. */
    private record Way(OutboundRoute route, Authorities authorities) {}

    /** The same with the authorities of this PEM file; null for those of the Java runtime. */
    public BoundedHttp trusting(@Nullable Path ca) {
        Way trusting = new Way(way.route(), new Authorities(vertx, ca));
        return new BoundedHttp(vertx, limits, client, trusting);
    }

    private static HttpClient client(Vertx vertx, Limits limits) {
        return vertx.httpClientBuilder()
                .with(options(limits))
                .with(new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(1_000))
                .withConnectHandler(InterimAnswers::skip)
                .build();
    }

    /** Calls every server directly, within {@link Limits#STANDARD}. */
    public BoundedHttp(Vertx vertx) {
        this(vertx, Limits.STANDARD);
    }

    /**
     * Sends the message; the caller's own context gets the answer.
     *
     * @return the whole answer, whatever its status; fails with {@link OutboundFailure} when none
     *     comes within the bounds or it is a redirect
     */
    public Future<HttpAnswer> send(Request message) {
        return send(message, limits);
    }

    /**
     * The same within other bounds.
     *
     * @param limits no longer than those of this client
     */
    public Future<HttpAnswer> send(Request message, Limits limits) {
        OutboundCall call = new OutboundCall(limits, message, way.route());
        Authorities authorities = way.authorities();
        vertx.getOrCreateContext()
                .runOnContext(_ ->
                        authorities
                                .trusted()
                                .onSuccess(own -> call.start(vertx, client, own.orElse(null)))
                                .onFailure(_ -> call.abort(authorities.unreadable())));
        return call.answer();
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

    /**
     * What one call may cost.
     *
     * @param total from the wait for a connection to the last byte
     * @param bytes the largest body
     */
    public record Limits(Duration total, int bytes) {
        /** 5 seconds and 256 KB: twice what a token answer with the most claims takes. */
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(5), 262_144);
    }

    /**
     * What is sent. Its text form hides it.
     *
     * @param headers values by name
     * @param body empty for none
     */
    public record Request(
            String method, URI address, Map<String, List<String>> headers, String body) {
        @Override
        public String toString() {
            return "Request[hidden]";
        }
    }
}
