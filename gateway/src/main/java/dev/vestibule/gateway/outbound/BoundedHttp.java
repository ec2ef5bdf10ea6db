package dev.vestibule.gateway.outbound;

import dev.vestibule.gateway.outbound.OutboundFailure.Kind;
import dev.vestibule.gateway.upstream.InterimAnswers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLException;

/**
 * Calls other servers: bounded in time and size, never following a redirect, always verifying TLS
 * certificates and host names. Each call has a TCP connection of its own, so that bytes behind an
 * answer, or late ones, never become the answer to another user's call.
 */
public final class BoundedHttp {
    private final Vertx vertx;
    private final HttpClient client;
    private final Limits limits;
    private final Authorities authorities;

    public BoundedHttp(Vertx vertx, Limits limits) {
        this(vertx, limits, client(vertx, limits), new Authorities(vertx, null));
    }

    private BoundedHttp(Vertx vertx, Limits limits, HttpClient client, Authorities authorities) {
        this.vertx = vertx;
        this.limits = limits;
        this.client = client;
        this.authorities = authorities;
    }

    /** The same with the authorities of this PEM file; null for those of the Java runtime. */
    public BoundedHttp trusting(@Nullable Path ca) {
        return new BoundedHttp(vertx, limits, client, new Authorities(vertx, ca));
    }

    private static HttpClient client(Vertx vertx, Limits limits) {
        return vertx.httpClientBuilder()
                .with(options(limits))
                .with(new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(1_000))
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
        Exchange exchange = new Exchange(limits, message);
        vertx.getOrCreateContext()
                .runOnContext(_ ->
                        authorities
                                .trusted()
                                .onSuccess(own -> exchange.start(vertx, client, own.orElse(null)))
                                .onFailure(_ -> exchange.abort(authorities.unreadable())));
        return exchange.promise.future();
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
    public record Limits(Duration total, int bytes) {}

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

    /** One call of this client; everything in it runs on the caller's context. */
    private static final class Exchange {
        private final Limits limits;
        private final Request message;
        private final String place;
        private final Promise<HttpAnswer> promise = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;

        Exchange(Limits limits, Request message) {
            this.limits = limits;
            this.message = message;
            place = ForeignText.place(message.address());
        }

        void start(Vertx vertx, HttpClient client, @Nullable ClientSSLOptions own) {
            long timer = vertx.setTimer(limits.total().toMillis(), _ -> abort(tooSlow()));
            promise.future().onComplete(_ -> vertx.cancelTimer(timer));
            try {
                client.request(options().setSslOptions(own))
                        .onSuccess(this::write)
                        .onFailure(this::unreachable);
            } catch (IllegalArgumentException | VertxException _) {
                // The exception may quote the header or address that it refuses.
                abort(garbled("the request to %s cannot be written"));
            }
        }

        private void write(HttpClientRequest opened) {
            request = opened;
            // Without a handler the library logs the exception, which may quote the answer.
            opened.connection().exceptionHandler(this::unreachable);
            if (promise.future().isComplete()) {
                opened.reset();
                return;
            }
            opened.send(message.body()).onSuccess(this::read).onFailure(this::unreachable);
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(this::unreachable);
            int status = response.statusCode();
            if (status / 100 == 1 || status / 100 == 3) {
                abort(
                        garbled(
                                status < 200
                                        ? "%s switches protocols, which was not requested"
                                        : "%s redirects; redirects are not followed"));
                return;
            }
            response.handler(this::append);
            response.endHandler(_ ->
                    promise.tryComplete(new HttpAnswer(place, status, response.headers(), body)));
        }

        private void append(Buffer chunk) {
            if (body.length() + chunk.length() > limits.bytes()) {
                abort(garbled("the answer of %s is larger than " + limits.bytes() + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void abort(OutboundFailure failure) {
            if (promise.tryFail(failure) && request != null) {
                request.reset();
            }
        }

        private OutboundFailure tooSlow() {
            return new OutboundFailure(
                    Kind.UNAVAILABLE,
                    "no whole answer within %s ms from %s"
                            .formatted(limits.total().toMillis(), place));
        }

        private OutboundFailure garbled(String detail) {
            return new OutboundFailure(Kind.GARBLED, detail.formatted(place));
        }

        private void unreachable(Throwable cause) {
            abort(
                    new OutboundFailure(
                            Kind.UNAVAILABLE,
                            "no answer from %s: %s".formatted(place, describe(cause))));
        }

        /** Messages of other exceptions may quote the answer. */
        private static String describe(Throwable cause) {
            String name = cause.getClass().getSimpleName();
            return switch (cause) {
                case SSLException _, ConnectException _, UnknownHostException _ -> {
                    Throwable root = cause.getCause() == null ? cause : cause.getCause();
                    String detail = ForeignText.printable(String.valueOf(root.getMessage()));
                    yield "%s (%s)".formatted(name, detail);
                }
                default -> name;
            };
        }

        private RequestOptions options() {
            RequestOptions options =
                    new RequestOptions()
                            .setMethod(HttpMethod.valueOf(message.method()))
                            .setAbsoluteURI(message.address().toString())
                            .setFollowRedirects(false);
            message.headers()
                    .forEach((name, values) ->
                            values.forEach(value -> options.addHeader(name, value)));
            return options.putHeader("accept", "application/json");
        }
    }
}
