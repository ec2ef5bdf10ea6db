package dev.vestibule.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;

/**
 * One request on its way to an upstream and the response on its way back. Both bodies stream, each
 * as fast as its reader reads. When one side breaks off, the other is broken off too, so that
 * nobody takes half a body for the whole. Trailers end here.
 */
final class Exchange {
    /** How long an upstream may leave a client without the permission to send its body. */
    private static final Duration PERMISSION = Duration.ofSeconds(1);

    private final RoutingContext ctx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClientRequest upstream;
    private final ProxyTimeouts timeouts;
    private final Handler<Throwable> faults;
    private long timer = -1;
    private boolean settled;
    private boolean sending;

    /**
     * @param faults hears of a failure before anything was answered, once
     */
    Exchange(
            RoutingContext ctx,
            HttpClientRequest upstream,
            ProxyTimeouts timeouts,
            Handler<Throwable> faults) {
        this.ctx = ctx;
        this.request = ctx.request();
        this.response = ctx.response();
        this.upstream = upstream;
        this.timeouts = timeouts;
        this.faults = faults;
    }

    void begin() {
        response.closeHandler(_ -> abandon());
        response.exceptionHandler(_ -> abandon());
        upstream.exceptionHandler(this::fail);
        upstream.response().onSuccess(this::answer).onFailure(this::fail);
        if (response.closed()) {
            abandon();
        } else if (!hasBody(request)) {
            upstream.end();
            awaitResponse();
        } else {
            frame();
            beginBody();
        }
    }

    static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    private void frame() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            upstream.setChunked(true);
        } else {
            upstream.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
    }

    /** RFC 9110, section 10.1.1: the upstream permits the body, not the gateway. */
    private void beginBody() {
        if (!request.headers().contains(HttpHeaders.EXPECT)) {
            sendBody();
            return;
        }
        upstream.putHeader(HttpHeaders.EXPECT, HttpHeaders.CONTINUE);
        upstream.continueHandler(_ -> permit());
        upstream.sendHead();
        timer = ctx.vertx().setTimer(PERMISSION.toMillis(), _ -> permit());
    }

    private void permit() {
        if (!settled && !sending) {
            response.writeContinue();
            sendBody();
        }
    }

    private void sendBody() {
        sending = true;
        ctx.vertx().cancelTimer(timer);
        request.pipe()
                .endOnFailure(false)
                .to(upstream)
                .onSuccess(_ -> awaitResponse())
                .onFailure(this::fail);
    }

    private void awaitResponse() {
        if (!settled) {
            long wait = timeouts.response().toMillis();
            timer = ctx.vertx().setTimer(wait, _ -> fail(new NoResponseException()));
        }
    }

    private void abandon() {
        settle();
        upstream.reset();
    }

    private void fail(Throwable fault) {
        if (settle()) {
            upstream.reset();
            faults.handle(fault);
        }
    }

    private boolean settle() {
        boolean first = !settled;
        settled = true;
        ctx.vertx().cancelTimer(timer);
        return first;
    }

    private void answer(HttpClientResponse answer) {
        if (!settle()) {
            return;
        }
        response.setStatusCode(answer.statusCode());
        ResponseHeaders.copy(answer.headers(), response.headers());
        if (hasBody(request) && !sending) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (bodiless(answer.statusCode())) {
            response.end();
        } else {
            sendBack(answer);
        }
    }

    private void sendBack(HttpClientResponse answer) {
        if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onSuccess(_ -> finish())
                .onFailure(_ -> response.reset());
    }

    private void finish() {
        if (hasBody(request) && !sending) {
            upstream.reset();
        }
    }

    private boolean bodiless(int status) {
        return request.method() == HttpMethod.HEAD || status == 204 || status == 304;
    }
}
