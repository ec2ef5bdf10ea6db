package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.login.AuthenticationFailure;
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

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

import javax.net.ssl.SSLException;

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
     * @return the whole answer, whatever its status; fails with {@link
     *     dev.vestibule.gateway.login.AuthenticationFailure} when none comes within the bounds or
     *     it is a redirect
     */
    Future<HttpAnswer> send(HTTPRequest message) {
        Exchange exchange = new Exchange(limits, message);
        vertx.getOrCreateContext().runOnContext(_ -> exchange.start(vertx, client));
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

    /** One call of this client; everything in it runs on the caller's context. */
    private static final class Exchange {
        private final Limits limits;
        private final HTTPRequest message;
        private final String place;
        private final Promise<HttpAnswer> promise = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private @Nullable HttpClientRequest request;

        Exchange(Limits limits, HTTPRequest message) {
            this.limits = limits;
            this.message = message;
            place = OidcFailures.place(message.getURI());
        }

        void start(Vertx vertx, HttpClient client) {
            long timer = vertx.setTimer(limits.total().toMillis(), _ -> abort(tooSlow()));
            promise.future().onComplete(_ -> vertx.cancelTimer(timer));
            try {
                client.request(options()).onSuccess(this::write).onFailure(this::unreachable);
            } catch (IllegalArgumentException | VertxException _) {
                // The exception may quote the header or address that it refuses.
                abort(OidcFailures.garbled("the request to %s cannot be written", place));
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
            opened.send(Objects.requireNonNullElse(message.getBody(), ""))
                    .onSuccess(this::read)
                    .onFailure(this::unreachable);
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(this::unreachable);
            int status = response.statusCode();
            if (status / 100 == 1 || status / 100 == 3) {
                abort(
                        OidcFailures.garbled(
                                status < 200
                                        ? "%s switches protocols, which was not requested"
                                        : "%s redirects; redirects are not followed",
                                place));
                return;
            }
            response.handler(this::append);
            response.endHandler(_ ->
                    promise.tryComplete(new HttpAnswer(place, status, response.headers(), body)));
        }

        private void append(Buffer chunk) {
            if (body.length() + chunk.length() > limits.bytes()) {
                abort(
                        OidcFailures.garbled(
                                "the answer of %s is larger than %s bytes", place, limits.bytes()));
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void abort(AuthenticationFailure failure) {
            if (promise.tryFail(failure) && request != null) {
                request.reset();
            }
        }

        private AuthenticationFailure tooSlow() {
            return OidcFailures.unavailable(
                    "no whole answer within %s ms from %s", limits.total().toMillis(), place);
        }

        private void unreachable(Throwable cause) {
            abort(OidcFailures.unavailable("no answer from %s: %s", place, describe(cause)));
        }

        /** Messages of other exceptions may quote the answer. */
        private static String describe(Throwable cause) {
            String name = cause.getClass().getSimpleName();
            return switch (cause) {
                case SSLException _, ConnectException _, UnknownHostException _ -> {
                    Throwable root = cause.getCause() == null ? cause : cause.getCause();
                    String detail = OidcFailures.printable(String.valueOf(root.getMessage()));
                    yield "%s (%s)".formatted(name, detail);
                }
                default -> name;
            };
        }

        private RequestOptions options() {
            RequestOptions options =
                    new RequestOptions()
                            .setMethod(HttpMethod.valueOf(message.getMethod().name()))
                            .setAbsoluteURI(message.getURI().toString())
                            .setFollowRedirects(false);
            message.getHeaderMap()
                    .forEach((name, values) ->
                            values.forEach(value -> options.addHeader(name, value)));
            return options.putHeader("accept", "application/json");
        }
    }
}
