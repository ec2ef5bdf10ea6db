package dev.vestibule.gateway.outbound;

import dev.vestibule.gateway.outbound.BoundedHttp.Limits;
import dev.vestibule.gateway.outbound.BoundedHttp.Request;
import dev.vestibule.gateway.outbound.OutboundFailure.Kind;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

/** One call; everything in it runs on the caller's context. */
final class OutboundCall {
    private final Limits limits;
    private final Request message;
    private final OutboundRoute route;
    private final String place;
    private final Promise<HttpAnswer> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    OutboundCall(Limits limits, Request message, OutboundRoute route) {
        this.limits = limits;
        this.message = message;
        this.route = route;
        place = ForeignText.place(message.address());
    }

    /** The answer, when it is whole. */
    Future<HttpAnswer> answer() {
        return promise.future();
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
        response.endHandler(
                _ -> promise.tryComplete(new HttpAnswer(place, status, response.headers(), body)));
    }

    private void append(Buffer chunk) {
        if (body.length() + chunk.length() > limits.bytes()) {
            abort(garbled("the answer of %s is larger than " + limits.bytes() + " bytes"));
        } else {
            body.appendBuffer(chunk);
        }
    }

    void abort(OutboundFailure failure) {
        if (promise.tryFail(failure) && request != null) {
            request.reset();
        }
    }

    private OutboundFailure tooSlow() {
        return new OutboundFailure(
                Kind.UNAVAILABLE,
                "no whole answer within %s ms from %s".formatted(limits.total().toMillis(), place));
    }

    private OutboundFailure garbled(String detail) {
        return new OutboundFailure(Kind.GARBLED, detail.formatted(place));
    }

    private void unreachable(Throwable cause) {
        OutboundFailure ofProxy = route.blamed(cause, message.address());
        abort(
                ofProxy != null
                        ? ofProxy
                        : new OutboundFailure(
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
                .forEach((name, values) -> values.forEach(value -> options.addHeader(name, value)));
        return route.of(options.putHeader("accept", "application/json"), message.address());
    }
}
