package dev.vestibule.gateway.connection.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;

import dev.vestibule.gateway.login.AuthenticationFailure;

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

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLException;

/** One call of {@link BoundedHttp}; everything in it runs on the caller's context. */
final class HttpExchange {
    private final BoundedHttp.Limits limits;
    private final HTTPRequest message;
    private final String place;
    private final Promise<HttpAnswer> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;

    HttpExchange(BoundedHttp.Limits limits, HTTPRequest message) {
        this.limits = limits;
        this.message = message;
        place = Refusal.place(message.getURI());
    }

    Future<HttpAnswer> answer() {
        return promise.future();
    }

    void start(Vertx vertx, HttpClient client) {
        long timer = vertx.setTimer(limits.total().toMillis(), _ -> abort(tooSlow()));
        promise.future().onComplete(_ -> vertx.cancelTimer(timer));
        try {
            client.request(options())
                    .onSuccess(opened -> write(opened))
                    .onFailure(cause -> abort(unreachable(cause)));
        } catch (IllegalArgumentException | VertxException _) {
            // The exception may quote the header or address that it refuses.
            abort(Refusal.garbled("the request to " + place + " cannot be written"));
        }
    }

    private void write(HttpClientRequest opened) {
        request = opened;
        // Without a handler the library logs the exception, which may quote the answer.
        opened.connection().exceptionHandler(cause -> abort(unreachable(cause)));
        if (promise.future().isComplete()) {
            opened.reset();
            return;
        }
        opened.send(Objects.requireNonNullElse(message.getBody(), ""))
                .onSuccess(this::read)
                .onFailure(cause -> abort(unreachable(cause)));
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(cause -> abort(unreachable(cause)));
        switch (response.statusCode() / 100) {
            case 1 ->
                    abort(Refusal.garbled(place + " switches protocols, which was not requested"));
            case 3 -> abort(Refusal.garbled(place + " redirects; redirects are not followed"));
            default -> collect(response);
        }
    }

    private void collect(HttpClientResponse response) {
        response.handler(this::append);
        response.endHandler(_ ->
                promise.tryComplete(
                        new HttpAnswer(place, response.statusCode(), response.headers(), body)));
    }

    private void append(Buffer chunk) {
        if (body.length() + chunk.length() > limits.bytes()) {
            abort(
                    Refusal.garbled(
                            "the answer of "
                                    + place
                                    + " is larger than "
                                    + limits.bytes()
                                    + " bytes"));
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
        return Refusal.unavailable(
                "no whole answer within " + limits.total().toMillis() + " ms from " + place);
    }

    private AuthenticationFailure unreachable(Throwable cause) {
        return Refusal.unavailable("no answer from " + place + ": " + describe(cause));
    }

    /** Messages of other exceptions may quote the answer. */
    private static String describe(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return switch (cause) {
            case SSLException _, ConnectException _, UnknownHostException _ -> {
                Throwable root = cause.getCause() == null ? cause : cause.getCause();
                yield name + " (" + Refusal.printable(String.valueOf(root.getMessage())) + ")";
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
        for (Map.Entry<String, List<String>> header : message.getHeaderMap().entrySet()) {
            header.getValue().forEach(value -> options.addHeader(header.getKey(), value));
        }
        return options.putHeader("accept", "application/json");
    }
}
