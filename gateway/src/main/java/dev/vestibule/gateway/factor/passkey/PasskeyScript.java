package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.Tokens;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves the script of the pages for passkeys, the only one that the gateway has: it hands the
 * page's options to the browser and the browser's answer to the page's form.
 */
public final class PasskeyScript implements Handler<RoutingContext> {
    /** Its address on the gateway's host. */
    public static final String PATH = RequestTarget.RESERVED + "/passkey.js";

    private final String script;
    private final String tag;

    /** Reads it once. */
    public PasskeyScript() {
        script = resource();
        tag = '"' + Tokens.hash(script) + '"';
    }

    @Override
    public void handle(RoutingContext ctx) {
        var response = ctx.response();
        Pages.secure(response.headers());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                    .end(script);
        }
    }

    private static String resource() {
        try (InputStream in = PasskeyScript.class.getResourceAsStream("passkey.js")) {
            if (in == null) {
                throw new IllegalStateException("missing resource passkey.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
