package dev.vestibule.gateway.proxy;

import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.session.Admitted;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request on its way to an upstream and the response on its way back. Both bodies stream, each
 * as fast as its reader reads. When one side breaks off, the other is broken off too, so that
 * nobody takes half a body for the whole.
 */
final class Exchange {
    private final RoutingContext ctx;
    private final App app;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClientRequest upstream;
    private final ProxyTimeouts timeouts;
    private long timer = -1;
    private boolean answered;

    Exchange(RoutingContext ctx, HttpClientRequest upstream, ProxyTimeouts timeouts) {
        this.ctx = ctx;
        this.app = Admitted.of(ctx).app();
        this.request = ctx.request();
        this.response = ctx.response();
        this.upstream = upstream;
        this.timeouts = timeouts;
    }

    void begin() {
        if (response.closed()) {
            upstream.reset();
            return;
        }
        response.closeHandler(_ -> abandon());
        response.exceptionHandler(_ -> abandon());
        upstream.response().onSuccess(this::answer).onFailure(this::fail);
        if (!hasBody()) {
            upstream.end();
            awaitResponse();
        } else {
            frame();
            sendBody();
        }
    }

    private boolean hasBody() {
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

    private void sendBody() {
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            response.writeContinue();
        }
        request.pipe()
                .endOnFailure(false)
                .to(upstream)
                .onSuccess(_ -> awaitResponse())
                .onFailure(_ -> upstream.reset());
    }

    private void awaitResponse() {
        if (!answered) {
            timer = ctx.vertx().setTimer(timeouts.response().toMillis(), _ -> timeOut());
        }
    }

    private void timeOut() {
        answered = true;
        upstream.reset();
        ctx.fail(UpstreamFailure.timeout(app));
    }

    private void abandon() {
        ctx.vertx().cancelTimer(timer);
        upstream.reset();
    }

    private void fail(Throwable fault) {
        if (!answered) {
            answered = true;
            ctx.vertx().cancelTimer(timer);
            ctx.fail(UpstreamFailure.of(fault, app));
        }
    }

    private void answer(HttpClientResponse answer) {
        if (answered) {
            return;
        }
        answered = true;
        ctx.vertx().cancelTimer(timer);
        response.setStatusCode(answer.statusCode());
        copy(answer.headers(), response.headers());
        if (bodiless(answer.statusCode())) {
            response.end();
            return;
        }
        if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        answer.pipe().endOnFailure(false).to(response).onFailure(_ -> response.reset());
    }

    private boolean bodiless(int status) {
        return request.method() == HttpMethod.HEAD || status == 204 || status == 304;
    }

    private static void copy(MultiMap answer, MultiMap response) {
        Set<String> hopByHop = HeaderNames.hopByHop(answer);
        for (Map.Entry<String, String> field : answer) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            boolean ourCookie = name.equals("set-cookie") && Cookies.ours(field.getValue());
            if (!hopByHop.contains(name) && !ourCookie) {
                response.add(field.getKey(), field.getValue());
            }
        }
    }
}
