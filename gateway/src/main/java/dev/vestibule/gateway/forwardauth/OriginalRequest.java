package dev.vestibule.gateway.forwardauth;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.TargetHandler;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * The request that a proxy asks about, as the proxy tells it.
 *
 * @param scheme in lower case
 * @param authority host and port
 * @param uri path and query
 */
record OriginalRequest(String method, String scheme, String authority, String uri) {
    private static final AsciiString METHOD = AsciiString.cached("X-Forwarded-Method");
    private static final AsciiString URI = AsciiString.cached("X-Forwarded-Uri");
    private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");
    private static final AsciiString SCHEME = AsciiString.cached("X-Forwarded-Proto");
    private static final AsciiString ORIGINAL_METHOD = AsciiString.cached("X-Original-Method");
    private static final AsciiString ORIGINAL_URL = AsciiString.cached("X-Original-URL");

    /**
     * Reads it. Proxies tell it in one of three ways: in X-Forwarded-Method, -Proto, -Host and -Uri
     * (Traefik, Caddy); in X-Original-Method and X-Original-URL (nginx); or by the question's own
     * method, host and path (Envoy). Where more than one is there, one of them may come from the
     * client, so that they must agree.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when something is missing, is there twice or
     *     contradicts itself
     */
    static OriginalRequest of(HttpServerRequest request) {
        MultiMap fields = request.headers();
        boolean forwarded = fields.contains(METHOD) || fields.contains(URI);
        OriginalRequest known = forwarded ? forwarded(fields) : null;
        if (fields.contains(ORIGINAL_METHOD) || fields.contains(ORIGINAL_URL)) {
            known = agreeing(known, original(fields));
        }
        if (prefixed(request.uri())) {
            known = agreeing(known, behindPrefix(request));
        }
        if (known == null) {
            throw refused("no original request");
        }
        if (!forwarded) {
            known.refuseOther(fields);
        }
        return known;
    }

    /** Whether the question tells the original path behind its own. */
    static boolean prefixed(String uri) {
        return uri.startsWith(TargetHandler.VERIFY + "/");
    }

    /** What it is for. */
    RequestTarget target() {
        return RequestTarget.told(method, authority, uri);
    }

    private static OriginalRequest forwarded(MultiMap fields) {
        return new OriginalRequest(
                one(fields, METHOD),
                one(fields, SCHEME).toLowerCase(Locale.ROOT),
                one(fields, HOST),
                one(fields, URI));
    }

    private static OriginalRequest original(MultiMap fields) {
        String url = one(fields, ORIGINAL_URL);
        int authority = url.indexOf("://") + 3;
        int path = url.indexOf('/', authority);
        if (authority < 3 || path < 0) {
            throw refused("original URL that is none");
        }
        return new OriginalRequest(
                one(fields, ORIGINAL_METHOD),
                url.substring(0, authority - 3).toLowerCase(Locale.ROOT),
                url.substring(authority, path),
                url.substring(path));
    }

    private static OriginalRequest behindPrefix(HttpServerRequest request) {
        return new OriginalRequest(
                request.method().name(),
                one(request.headers(), SCHEME).toLowerCase(Locale.ROOT),
                one(request.headers(), HttpHeaders.HOST),
                request.uri().substring(TargetHandler.VERIFY.length()));
    }

    private static OriginalRequest agreeing(@Nullable OriginalRequest one, OriginalRequest other) {
        if (one != null && !one.equals(other)) {
            throw refused("original requests that differ");
        }
        return other;
    }

    private void refuseOther(MultiMap fields) {
        if (fields.contains(HOST) && !one(fields, HOST).equalsIgnoreCase(authority)
                || fields.contains(SCHEME) && !one(fields, SCHEME).equalsIgnoreCase(scheme)) {
            throw refused("original hosts or schemes that differ");
        }
    }

    private static String one(MultiMap fields, CharSequence name) {
        var values = fields.getAll(name);
        if (values.size() != 1) {
            throw refused("not exactly one " + name);
        }
        return values.getFirst();
    }

    private static HttpFailure refused(String why) {
        return HttpFailure.of(FailureKind.BAD_REQUEST, "forward-auth: " + why);
    }
}
