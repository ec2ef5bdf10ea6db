package dev.vestibule.gateway.portal;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage;
import dev.vestibule.gateway.http.Frame;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.theme.Asset;
import dev.vestibule.gateway.theme.Look;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * The files that pages load, on every host and without a login, and the switch of languages.
 *
 * @param look that of the live configuration
 */
public record PageFiles(Supplier<Look> look) {
    private static final String FILE = "file";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_A_DAY = "public, max-age=86400";

    /** A picture that is opened as a page runs nothing and loads nothing. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    /** Mounts the endpoints; the target handler must come before. */
    public void mount(Router router) {
        router.get(Asset.PATH + ":" + FILE).handler(this::asset);
        router.get(RequestTarget.RESERVED + "/favicon.svg")
                .handler(ctx -> send(ctx, look.get().favicon(), FOR_A_DAY));
        router.get(Frame.LANGUAGE).handler(this::language);
    }

    /** Answers with the favicon in the form that every browser asks for. */
    void favicon(RoutingContext ctx) {
        send(ctx, look.get().icon(), FOR_A_DAY);
    }

    private void asset(RoutingContext ctx) {
        String file = String.valueOf(ctx.pathParam(FILE));
        Asset asset = look.get().asset(file);
        if (asset == null) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "no such file of a page");
        }
        send(ctx, asset, asset.file().equals(file) ? FOR_EVER : "no-store");
    }

    private static void send(RoutingContext ctx, Asset asset, String caching) {
        var response = ctx.response();
        Pages.secure(response.headers());
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(asset.bytes().length));
        if (ctx.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(asset.bytes()));
        }
    }

    private void language(RoutingContext ctx) {
        RequestParameters query = RequestParameters.ofQuery(ctx);
        String tag = query.required(Frame.TO);
        if (look.get().languages().find(tag) == null) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "no such language");
        }
        Cookies.prefer(ctx, Cookies.LANGUAGE, tag);
        Pages.redirect(ctx, local(query.optional(Frame.BACK))).onFailure(ctx::fail);
    }

    private static String local(@Nullable String back) {
        try {
            return new ReturnPath(back == null ? FailurePage.PORTAL : back).value();
        } catch (IllegalArgumentException elsewhere) {
            return FailurePage.PORTAL;
        }
    }
}
