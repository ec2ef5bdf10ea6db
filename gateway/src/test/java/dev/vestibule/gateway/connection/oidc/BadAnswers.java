package dev.vestibule.gateway.connection.oidc;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** What a provider may answer instead of the truth; for {@link TestProvider#answer}. */
public final class BadAnswers {
    private BadAnswers() {}

    /** An HTML page with status 200. */
    public static Handler<RoutingContext> garbage() {
        return body("text/html", "<html>maintenance</html>");
    }

    /** This text with this content type. */
    public static Handler<RoutingContext> body(String contentType, String text) {
        return context -> context.response().putHeader("content-type", contentType).end(text);
    }

    /** This JSON text. */
    public static Handler<RoutingContext> json(String text) {
        return body("application/json", text);
    }

    /** Only a status. */
    public static Handler<RoutingContext> status(int status) {
        return context -> context.response().setStatusCode(status).end();
    }

    /** A status and a JSON text. */
    public static Handler<RoutingContext> status(int status, String json) {
        return context ->
                context.response()
                        .setStatusCode(status)
                        .putHeader("content-type", "application/json")
                        .end(json);
    }

    /** A redirect to this place. */
    public static Handler<RoutingContext> redirect(String location) {
        return context -> context.redirect(location);
    }

    /** A JSON object with one string of this many bytes. */
    public static Handler<RoutingContext> huge(int bytes) {
        return json("{\"filler\":\"" + "x".repeat(bytes) + "\"}");
    }

    /** Nothing, ever. */
    public static Handler<RoutingContext> hang() {
        return context -> context.request().resume();
    }

    /** The connection closed in the middle of the answer. */
    public static Handler<RoutingContext> cutOff() {
        return context -> {
            context.response().putHeader("content-length", "1000").write("{\"half\":");
            context.request().connection().close();
        };
    }

    /** A space every 20 ms, for ever: no single read is slow. */
    public static Handler<RoutingContext> drip() {
        return context -> {
            context.response().setChunked(true);
            long timer =
                    context.vertx()
                            .setPeriodic(
                                    20, ignored -> context.response().write(Buffer.buffer(" ")));
            context.response().closeHandler(ignored -> context.vertx().cancelTimer(timer));
        };
    }
}
