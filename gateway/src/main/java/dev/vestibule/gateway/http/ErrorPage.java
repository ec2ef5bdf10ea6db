package dev.vestibule.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * The one place where a failure becomes a response: a page for a user, JSON for a program. The
 * response, the line in the log and the metric have the same kind; the reference connects the
 * response to the line.
 */
public record ErrorPage(Pages pages, Csrf csrf, Tokens tokens, MeterRegistry meters)
        implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    /** The limit for client input in the log. */
    private static final int LONGEST_VALUE = 512;

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");

    /** Makes this the handler of every failure on the router, and of requests without a route. */
    public void mount(Router router) {
        router.route().last().failureHandler(this);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
            router.errorHandler(status, this);
        }
    }

    /** Answers the failure of the context. */
    @Override
    public void handle(RoutingContext ctx) {
        HttpFailure failure = failure(ctx);
        String reference = recorded(ctx, failure);
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
        } else {
            answer(ctx, failure, reference);
        }
    }

    /**
     * Adds to the metric and logs a failure for which the caller shows a page of its own.
     *
     * @return the reference to show
     */
    public String recorded(RoutingContext ctx, HttpFailure failure) {
        String reference = tokens.reference();
        RequestNotes.failed(
                ctx,
                failure.concern(),
                new RequestNotes.Failed(
                        name(failure.kind()), String.valueOf(failure.getMessage()), reference));
        meters.counter("vestibule.failures", "kind", name(failure.kind())).increment();
        Throwable cause = failure.kind() == FailureKind.INTERNAL ? failure.getCause() : null;
        LOG.atLevel(failure.kind().status() >= 500 ? Level.WARN : Level.INFO)
                .setCause(cause)
                // The kind is a part of the message, so that a flood of one hides no other.
                .log(
                        "request failed kind="
                                + name(failure.kind())
                                + " reference={} client={} method={} host={} path={} detail=\"{}\"{}",
                        reference,
                        ClientAddress.of(ctx),
                        asked(ctx, RequestTarget::method, ctx.request().method().name()),
                        asked(
                                ctx,
                                RequestTarget::authority,
                                ctx.request().getHeader(HttpHeaders.HOST)),
                        asked(ctx, RequestTarget::path, ctx.request().path()),
                        printable(failure.getMessage()),
                        about(failure.concern()));
        return reference;
    }

    private void answer(RoutingContext ctx, HttpFailure failure, String reference) {
        var response = ctx.response();
        response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        if (!ctx.request().isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
            ctx.request().resume();
        }
        if (failure.retryAfter() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(failure.retryAfter()));
        }
        if (Caller.of(ctx.request()) == Caller.API) {
            json(ctx, failure, reference);
        } else {
            pages.send(ctx, failure.kind().status(), page(ctx, failure, reference));
        }
    }

    private Page page(RoutingContext ctx, HttpFailure failure, String reference) {
        boolean start =
                failure.kind() == FailureKind.NOT_FOUND
                        || failure.kind() == FailureKind.LOGIN_REQUIRED;
        String otherwise = start ? FailurePage.PORTAL : "/";
        String next = failure.retry() == null ? otherwise : failure.retry();
        return new FailurePage(
                failure.kind(),
                failure.sentence(),
                failure.audience(),
                sent(ctx, failure),
                next,
                failure.fields().isEmpty() ? null : csrf.form(ctx, next, failure.fields()),
                reference);
    }

    /** Whether a request that is not repeated after a login carried something. */
    private static boolean sent(RoutingContext ctx, HttpFailure failure) {
        String method = asked(ctx, RequestTarget::method, ctx.request().method().name());
        return failure.kind() == FailureKind.LOGIN_REQUIRED && !BODILESS.contains(method);
    }

    /** What is known of the request that is answered, which a proxy may ask about. */
    private static String asked(
            RoutingContext ctx, Function<RequestTarget, String> part, @Nullable String otherwise) {
        RequestTarget target = RequestTarget.find(ctx);
        return printable(target == null ? otherwise : part.apply(target));
    }

    private void json(RoutingContext ctx, HttpFailure failure, String reference) {
        Texts texts = pages.texts(ctx);
        String standard =
                texts.text(
                        "failure."
                                + failure.kind().name()
                                + (sent(ctx, failure) ? ".text.sent" : ".text"),
                        String.valueOf(failure.audience().found()));
        JsonObject body =
                new JsonObject()
                        .put("error", name(failure.kind()))
                        .put("message", failure.sentence() == null ? standard : failure.sentence())
                        .put("reference", reference);
        var response = ctx.response().setStatusCode(failure.kind().status());
        Pages.secure(response.headers());
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (ctx.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body.toBuffer());
        }
    }

    private static HttpFailure failure(RoutingContext ctx) {
        Throwable thrown = ctx.failure();
        if (thrown instanceof HttpFailure known) {
            return known;
        }
        FailureKind kind =
                thrown instanceof HttpException refused
                        ? ofStatus(refused.getStatusCode())
                        : unreadable(ctx, thrown)
                                ? FailureKind.BAD_REQUEST
                                : thrown == null || ctx.statusCode() < 500
                                        ? ofStatus(ctx.statusCode())
                                        : FailureKind.INTERNAL;
        HttpFailure failure = HttpFailure.of(kind, detail(thrown, ctx));
        return thrown == null ? failure : failure.causedBy(thrown);
    }

    /** An invalid form, one with too many fields, or one whose client has gone before its end. */
    private static boolean unreadable(RoutingContext ctx, @Nullable Throwable thrown) {
        return thrown instanceof DecoderException
                || thrown instanceof HttpClosedException && !ctx.request().isEnded();
    }

    private static FailureKind ofStatus(int status) {
        return switch (status) {
            case 400, 406, 413, 414, 415, 431 -> FailureKind.BAD_REQUEST;
            case 404, 405 -> FailureKind.NOT_FOUND;
            default -> FailureKind.INTERNAL;
        };
    }

    private static String detail(@Nullable Throwable thrown, RoutingContext ctx) {
        return thrown == null ? "status " + ctx.statusCode() : thrown.getClass().getName();
    }

    private static String about(HttpFailure.Concern concern) {
        return (concern.app() == null ? "" : " app=" + concern.app())
                + (concern.connection() == null ? "" : " connection=" + concern.connection())
                + (concern.account() == null
                        ? ""
                        : " account=\"" + printable(concern.account()) + "\"");
    }

    /** Client input is written without any character that could be misread. */
    private static String printable(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        String shown = text.substring(0, Math.min(text.length(), LONGEST_VALUE));
        return shown.replaceAll("[^\\x21\\x23-\\x7e ]", "?");
    }

    private static String name(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
