package dev.vestibule.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * The first handler of every request: reads what it is for and who sends it, or refuses it. What
 * lies under the reserved prefix goes on to the gateway's own routes, everything else to the apps.
 * A question of a proxy has the fields and, with some, the query of the request that it is about.
 *
 * @param served whether a host, in lower case and without port, is one of the apps or the gateway's
 *     own
 * @param counted throws for a client that has too many requests
 * @param proxies answers proxies that ask whether a request may pass
 * @param apps answers what is not under the reserved prefix
 */
public record TargetHandler(
        ClientAddress clients,
        Predicate<String> served,
        Handler<RoutingContext> counted,
        Handler<RoutingContext> proxies,
        Handler<RoutingContext> apps)
        implements Handler<RoutingContext> {
    /** The beginning of the paths of questions whether a request may pass. */
    public static final String VERIFY = RequestTarget.RESERVED + "/verify";

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        clients.keepIn(ctx);
        Authority host = Authority.of(request);
        RequestTarget target = RequestTarget.parse(request, host, named(ctx, host));
        target.keepIn(ctx);
        boolean question = request.uri().startsWith(VERIFY) && target.reserved();
        boolean reserved = target.reserved();
        if (reserved && !question) {
            requireReadableQuery(ctx);
            requireReadableForm(request.headers());
        }
        counted.handle(ctx);
        if (question) {
            proxies.handle(ctx);
        } else if (reserved) {
            ctx.next();
        } else {
            apps.handle(ctx);
        }
    }

    /** The gateway's own forms come without files; others are not parsed at all. */
    private static void requireReadableForm(MultiMap fields) {
        String type = fields.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).contains("multipart")) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "form of several parts");
        }
    }

    /** A page of the gateway never gets a query that it cannot read. */
    private static void requireReadableQuery(RoutingContext ctx) {
        try {
            ctx.queryParams();
        } catch (IllegalArgumentException | HttpException malformed) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "query cannot be decoded")
                    .causedBy(malformed);
        }
    }

    /**
     * Which host the browser named. A proxy that passes it on in Host may pass on the client's own
     * X-Forwarded-Host as well, so that field is used only if Host is not a known host.
     *
     * @throws HttpFailure {@code BAD_REQUEST} when it is ambiguous
     */
    private Authority named(RoutingContext ctx, Authority host) {
        String forwarded = served.test(host.host()) ? null : ClientAddress.forwardedHost(ctx);
        return forwarded == null ? host : Authority.parse(forwarded);
    }
}
