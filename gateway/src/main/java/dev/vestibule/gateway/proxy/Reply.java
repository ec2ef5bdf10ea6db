package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.Redirects;
import dev.vestibule.gateway.upstream.AnswerHead;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

import org.jspecify.annotations.Nullable;

/** Writes an upstream's answer to the client. What has come in one piece leaves in one. */
final class Reply {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final @Nullable Redirects redirects;
    private @Nullable AnswerHead waiting;
    private @Nullable Buffer first;
    private boolean last;
    private boolean bodiless;
    private boolean delimited;

    /**
     * @param redirects what becomes of them; null for nothing
     */
    Reply(HttpServerRequest request, @Nullable Redirects redirects) {
        this.request = request;
        this.redirects = redirects;
        response = request.response();
    }

    /**
     * @param closes whether the client's connection cannot be used again
     */
    void begin(AnswerHead head, boolean closes) {
        int status = head.status();
        bodiless = request.method() == HttpMethod.HEAD || status == 204 || status == 304;
        last = closes;
        waiting = head;
    }

    /** Whether the client has got anything. */
    boolean begun() {
        return waiting == null;
    }

    /** Whether nothing tells when the body will end. */
    boolean endless() {
        return !bodiless && !response.headers().contains("Content-Length");
    }

    void body(Buffer piece) {
        if (waiting != null && first == null) {
            first = piece;
        } else {
            flush();
            response.write(piece);
        }
    }

    /** Sends what waits to leave together with more. */
    void flush() {
        if (waiting == null || bodiless) {
            return;
        }
        write(waiting);
        if (first != null) {
            response.write(first);
        } else if (delimited) {
            response.writeHead();
        } else {
            response.write(Buffer.buffer());
        }
        first = null;
    }

    void end(HttpHeaders trailers) {
        if (waiting != null) {
            write(waiting);
        }
        if (response.isChunked()) {
            ResponseHeaders.copyTrailers(trailers, response.trailers());
        }
        if (first != null) {
            response.end(first);
        } else {
            response.end();
        }
        if (!delimited) {
            request.connection().close();
        }
    }

    private void write(AnswerHead head) {
        waiting = null;
        response.setStatusCode(head.status());
        String usual = HttpResponseStatus.valueOf(head.status()).reasonPhrase();
        if (!head.reason().equals(usual) && ResponseHeaders.printable(head.reason())) {
            response.setStatusMessage(head.reason());
        }
        ResponseHeaders.copy(head.fields(), response.headers());
        if (redirects != null) {
            ResponseHeaders.rewrite(redirects, response.headers());
        }
        if (last) {
            response.putHeader("Connection", "close");
        }
        if (head.status() == 204) {
            response.headers().remove("Content-Length");
        }
        delimit();
    }

    private void delimit() {
        boolean length = response.headers().contains("Content-Length");
        delimited = bodiless || length || request.version() != HttpVersion.HTTP_1_0;
        if (!bodiless && !length) {
            response.setChunked(true);
        }
    }
}
