package dev.vestibule.gateway.logging;

import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.RequestNotes;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Writes a line for every request when it is over: when its answer is sent, when its client has
 * gone, or when its connection has become a WebSocket. Queries are left out, because they may hold
 * codes and tokens.
 *
 * @param lines takes a line, and never waits
 */
public record AccessLog(InstantSource clock, Consumer<AccessLine> lines)
        implements Handler<RoutingContext> {
    /** The client has gone before there was an answer; nginx has the same number for it. */
    private static final int NO_ANSWER = 499;

    @Override
    public void handle(RoutingContext ctx) {
        Instant begun = clock.instant();
        RequestNotes notes =
                RequestNotes.begin(ctx, noted -> lines.accept(line(ctx, begun, noted)));
        ctx.response().endHandler(_ -> notes.over());
        ctx.next();
    }

    private AccessLine line(RoutingContext ctx, Instant begun, RequestNotes notes) {
        var response = ctx.response();
        return new AccessLine(
                begun,
                ClientAddress.of(ctx),
                asked(ctx),
                new AccessLine.Answer(
                        response.headWritten() ? response.getStatusCode() : NO_ANSWER,
                        response.bytesWritten(),
                        Duration.between(begun, clock.instant()),
                        notes.aborted()),
                notes);
    }

    private static AccessLine.Asked asked(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        RequestTarget target = RequestTarget.find(ctx);
        return new AccessLine.Asked(
                target == null ? request.method().name() : target.method(),
                target == null ? request.getHeader(HttpHeaders.HOST) : target.authority(),
                target == null ? withoutQuery(request.uri()) : target.sent(),
                version(request.version()),
                withoutQuery(request.getHeader(HttpHeaders.REFERER)),
                request.getHeader(HttpHeaders.USER_AGENT));
    }

    private static @Nullable String withoutQuery(@Nullable String uri) {
        return uri == null ? null : uri.split("\\?", 2)[0];
    }

    private static String version(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2.0";
        };
    }
}
