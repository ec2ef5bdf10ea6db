package dev.vestibule.gateway.http;

import dev.vestibule.gateway.http.FailurePage.Audience;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What a request is for, read once and never again from the raw bytes: the same value is matched
 * against apps and rules and forwarded to the upstream.
 *
 * @param method the method, as it came
 * @param host the host in lower case, without port
 * @param authority host and port as sent by the browser
 * @param path the normalised path, which begins with a slash; as it was sent where it is unclear
 * @param query what follows the question mark, unchanged; null when there is none
 * @param sent the path as it was sent
 * @param unclear a part of the path that servers read in different ways; null where there is none
 */
public record RequestTarget(
        String method,
        String host,
        String authority,
        String path,
        @Nullable String query,
        String sent,
        @Nullable String unclear) {
    /** The prefix of the gateway's own paths on every host; it is never proxied. */
    public static final String RESERVED = "/.vestibule";

    /** Where users sign out, on every host. */
    public static final String LOGOUT = RESERVED + "/logout";

    /** The longest query and path together, in characters. */
    private static final int LONGEST = 8192;

    private static final String KEY = "vestibule.target";

    /**
     * The target of a request that {@link TargetHandler} has seen.
     *
     * @throws IllegalStateException when it has not, which is an error in the order of handlers
     */
    public static RequestTarget of(RoutingContext ctx) {
        RequestTarget target = find(ctx);
        if (target == null) {
            throw new IllegalStateException("no request target before the target handler");
        }
        return target;
    }

    /** The same, or null for a request that has none. */
    public static @Nullable RequestTarget find(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    /** Path and query, as an upstream gets them. */
    public String uri() {
        return query == null ? path : path + "?" + query;
    }

    /** Whether the method is one of those that only read, GET or HEAD. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * The app gets the path as it was sent. Servers that decode nothing take an encoded letter for
     * something else, so that rules do not read such a path either.
     */
    public void passAsSent(RoutingContext ctx) {
        if (unclear != null || sent.equalsIgnoreCase(path)) {
            return;
        }
        new RequestTarget(method, host, authority, path, query, sent, "%").keepIn(ctx);
    }

    /** The path for rules; null where an application may read it as another one. */
    public @Nullable String rulePath() {
        return unclear == null ? path : null;
    }

    /** What a request with this path is told by an app that does not get it. */
    public HttpFailure refused() {
        return HttpFailure.of(FailureKind.PATH_REFUSED, "path with " + unclear)
                .told(Audience.of(unclear));
    }

    /** Whether the path is below the gateway's reserved prefix. */
    public boolean reserved() {
        return below(RESERVED);
    }

    /** Whether the path is this one or below it, in whole segments. */
    boolean below(String prefix) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** From now on the context's request is for this. */
    public void keepIn(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    /**
     * The target of a request that a proxy asks about. The application gets the bytes of the proxy,
     * so they have to be in the form that rules see; only the digits of a percent-encoding may be
     * in small letters.
     *
     * @param method a token (RFC 9110, section 9.1)
     * @param authority host and port, as the browser named them
     * @param uri in origin form
     * @throws HttpFailure {@code BAD_REQUEST} when any of it is ambiguous
     */
    public static RequestTarget told(String method, String authority, String uri) {
        if (method.isEmpty() || HttpHeaderValidationUtil.validateToken(method) >= 0) {
            throw refused("method that is no token");
        }
        if (!uri.startsWith("/")) {
            throw refused("URI that is not in origin form");
        }
        RequestTarget target = of(method, Authority.parse(authority), uri);
        if (target.uri().length() != uri.length()) {
            throw refused("path that is not in its normal form");
        }
        return target;
    }

    /**
     * Reads the target of a request line.
     *
     * @param host the one that the request names
     * @param shown the host that the browser named
     * @throws HttpFailure {@code BAD_REQUEST} when any of it is ambiguous
     */
    static RequestTarget parse(HttpServerRequest request, Authority host, Authority shown) {
        return of(request.method().name(), shown, originForm(request.uri(), host));
    }

    private static RequestTarget of(String method, Authority authority, String origin) {
        if (origin.length() > LONGEST || origin.indexOf('#') >= 0) {
            throw refused("target too long or with a fragment");
        }
        int mark = origin.indexOf('?');
        String sent = mark < 0 ? origin : origin.substring(0, mark);
        String query = mark < 0 ? null : checkedQuery(origin.substring(mark + 1));
        String path;
        String unclear = null;
        try {
            path = RequestPath.normalise(sent);
        } catch (HttpFailure ambiguous) {
            unclear = UnclearPath.part(sent);
            if (unclear == null) {
                throw ambiguous;
            }
            path = sent;
        }
        return new RequestTarget(
                method, authority.host(), authority.text(), path, query, sent, unclear);
    }

    /** RFC 9112, section 3.2: clients may send the absolute form to an origin server. */
    private static String originForm(String uri, Authority host) {
        if (uri.startsWith("/")) {
            return uri;
        }
        String lower = uri.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            throw refused("neither origin form nor absolute form");
        }
        int slash = uri.indexOf('/', start);
        String authority = slash < 0 ? uri.substring(start) : uri.substring(start, slash);
        if (!Authority.parse(authority).equals(host)) {
            throw refused("absolute form for another host");
        }
        return slash < 0 ? "/" : uri.substring(slash);
    }

    private static String checkedQuery(String query) {
        for (int at = 0; at < query.length(); at++) {
            char c = query.charAt(at);
            if (c <= ' ' || c >= 0x7f) {
                throw refused("query with a control character or one outside ASCII");
            }
        }
        return query;
    }

    private static HttpFailure refused(String why) {
        return HttpFailure.of(FailureKind.BAD_REQUEST, why);
    }
}
