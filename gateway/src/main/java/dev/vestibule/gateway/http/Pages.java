package dev.vestibule.gateway.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Shows pages in the user's language. They run no script, load nothing from anywhere, cannot be
 * framed and are never stored.
 */
public final class Pages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final String style;
    private final String policy;

    /** Reads the style sheet once; its hash is what the content security policy permits. */
    public Pages() {
        style = resource("style.css");
        policy =
                "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
                        + sha256(style)
                        + "'; form-action ";
    }

    /** Sends the page with this status. */
    public void send(RoutingContext ctx, int status, Page page) {
        byte[] html =
                render(Texts.preferredBy(ctx.request()), page).getBytes(StandardCharsets.UTF_8);
        HttpServerResponse response = ctx.response().setStatusCode(status);
        secure(
                response.headers(),
                policy + (page.leadsElsewhere() ? "'self' https: http:" : "'self'"));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(html.length))
                .putHeader(HttpHeaders.VARY, "Accept-Language, Cookie");
        if (ctx.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(io.vertx.core.buffer.Buffer.buffer(html));
        }
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

    String render(Texts texts, Page page) {
        StringOutput html = new StringOutput(4096);
        templates.render(
                page.template(), Map.of("texts", texts, "page", page, "style", style), html);
        return html.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
