package dev.vestibule.gateway.http;

import dev.vestibule.gateway.theme.Look;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows pages in the user's language. They load only the gateway's own style sheet and pictures and
 * run no script, or one file of the gateway's own; they cannot be framed and are never stored.
 */
public final class Pages {
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'; img-src"
                    + " 'self'; form-action ";

    /** The longest address that a page leads back to, in characters. */
    private static final int LONGEST = 2_000;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Supplier<Look> look;

    /**
     * @param look that of the live configuration
     */
    public Pages(Supplier<Look> look) {
        this.look = look;
    }

    /** With the product's own look. */
    public Pages() {
        this(Look::standard);
    }

    /** Sends the page with this status. */
    public void send(RoutingContext ctx, int status, Page page) {
        Look current = look.get();
        Frame frame = new Frame(texts(ctx, current), current, back(ctx, page));
        byte[] html = render(frame, page).getBytes(StandardCharsets.UTF_8);
        var response = ctx.response().setStatusCode(status);
        secure(
                response.headers(),
                POLICY
                        + (page.leadsElsewhere() ? "'self' https: http:" : "'self'")
                        + scripts(ctx, page.script()));
        if (page.namesOrigin()) {
            response.putHeader("Referrer-Policy", "strict-origin");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(html.length))
                .putHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
        if (page.retryAfter() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(page.retryAfter()));
        }
        if (ctx.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(html));
        }
    }

    /** Permits one file, not its host: apps may have other files there. */
    private static String scripts(RoutingContext ctx, @Nullable String script) {
        return script == null ? "" : "; script-src " + RequestTarget.of(ctx).authority() + script;
    }

    /** The headers of everything that the gateway itself answers, JSON and redirects too. */
    public static void secure(MultiMap headers) {
        secure(headers, "default-src 'none'; frame-ancestors 'none'");
    }

    private static void secure(MultiMap headers, String policy) {
        headers.set("Content-Security-Policy", policy)
                .set(HttpHeaders.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer");
    }

    /** A redirect that is followed with GET (RFC 9110, section 15.4.4) and never stored. */
    public static Future<Void> redirect(RoutingContext ctx, String address) {
        secure(ctx.response().headers());
        return ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
    }

    /** What is around a page or a mail for this browser's user, without a way back. */
    public Frame frame(RoutingContext ctx) {
        Look current = look.get();
        return new Frame(texts(ctx, current), current, null);
    }

    /** The texts in the language that the browser has chosen, or else prefers. */
    Texts texts(RoutingContext ctx) {
        return texts(ctx, look.get());
    }

    private static Texts texts(RoutingContext ctx, Look look) {
        var chosen = look.languages().find(Cookies.preference(ctx, Cookies.LANGUAGE));
        return new Texts(
                chosen == null
                        ? look.languages().preferred(ctx.request().getHeader("Accept-Language"))
                        : look.languages().in(chosen));
    }

    /**
     * Where a change of the language leads: to the same page, where that can be loaded again. A
     * page that says what failed repeats nothing of the request, so it leads to its next step.
     */
    private static @Nullable String back(RoutingContext ctx, Page page) {
        if (page instanceof FailurePage failed) {
            return failed.onward();
        }
        HttpMethod method = ctx.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return null;
        }
        RequestTarget target = RequestTarget.of(ctx);
        boolean repeatable =
                !target.path().startsWith(RequestTarget.RESERVED + "/callback/")
                        && !target.path().startsWith(RequestTarget.RESERVED + "/login/")
                        && target.uri().length() <= LONGEST;
        return repeatable ? target.uri() : null;
    }

    String render(Texts texts, Page page) {
        return render(new Frame(texts, look.get(), null), page);
    }

    private String render(Frame frame, Page page) {
        StringOutput html = new StringOutput(4096);
        templates.render(
                page.template(),
                Map.of("texts", frame.texts(), "page", page, "frame", frame),
                html);
        return html.toString();
    }
}
