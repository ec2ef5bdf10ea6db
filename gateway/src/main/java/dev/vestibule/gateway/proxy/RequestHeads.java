package dev.vestibule.gateway.proxy;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.HeaderPlan;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FoldedNames;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.upstream.RequestHead;
import dev.vestibule.gateway.upstream.RequestHead.Framing;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Turns the head of a client's request into that of the upstream's: everything that ends at the
 * gateway or speaks for a user is left out first, no matter who sent it and on every route; then
 * the gateway says who is asking.
 *
 * @param scheme of the gateway's public origin, for X-Forwarded-Proto
 */
public record RequestHeads(String scheme, Identities identities) {
    private static final AsciiString FOR = AsciiString.cached("X-Forwarded-For");
    private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");
    private static final AsciiString PROTO = AsciiString.cached("X-Forwarded-Proto");

    /** What belongs to the gateway's own connection. */
    private static final HeaderNames FRAMING = new HeaderNames("host", "content-length", "expect");

    /**
     * The head of an authorised request.
     *
     * @param upgrade the protocol that it may switch to; null for none
     * @throws HttpFailure when the identity does not fit into headers, or an upgrade has a body of
     *     unknown length
     */
    RequestHead of(RoutingContext ctx, AuthorizedRequest authorized, @Nullable String upgrade) {
        Identities.Identity identity = identities.of(authorized);
        Route route = authorized.route();
        HeaderPlan plan = route.headers();
        RequestTarget target = RequestTarget.of(ctx);
        HttpServerRequest request = ctx.request();
        return new RequestHead(
                request.method().name(),
                route.target().of(target),
                route.target().hostOf(target),
                head -> {
                    copy(
                            (io.netty.handler.codec.http.HttpHeaders) request.headers(),
                            new Ends(plan.stripped(), authorized.isOfProgram()),
                            head);
                    head.field(FOR, ClientAddress.of(ctx))
                            .field(HOST, target.authority())
                            .field(PROTO, scheme);
                    for (HeaderPlan.Fixed fixed : plan.fixed()) {
                        head.field(fixed.name(), fixed.value());
                    }
                    if (identity != null) {
                        identity.write(plan, head::field);
                    }
                },
                upgrade == null
                        ? framing(request)
                        : new Framing.Upgrade(upgrade, ProtocolUpgrade.body(request)),
                readsTrailers(request));
    }

    /**
     * What ends at the gateway beside what always does.
     *
     * @param stripped names of identity headers
     * @param credentials whether the credentials of the request are the gateway's
     */
    private record Ends(FoldedNames stripped, boolean credentials) {
        boolean contain(CharSequence name) {
            return stripped.contains(name)
                    || credentials && HttpHeaderNames.AUTHORIZATION.contentEqualsIgnoreCase(name);
        }
    }

    /** Copies what may pass from the client to the upstream. */
    private static void copy(
            io.netty.handler.codec.http.HttpHeaders client, Ends ends, RequestHead.Fields head) {
        HeaderNames named = HeaderNames.named(client.getAll(HttpHeaderNames.CONNECTION));
        var fields = client.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            if (HttpHeaderNames.COOKIE.contentEqualsIgnoreCase(name)) {
                String kept = Cookies.foreign(field.getValue().toString());
                if (!kept.isEmpty()) {
                    head.field(HttpHeaderNames.COOKIE, kept);
                }
            } else if (!HeaderNames.endsHere(name)
                    && !named.contains(name)
                    && !FRAMING.contains(name)
                    && !HeaderNames.speaksForUser(name)
                    && !ends.contain(name)) {
                head.field(name, field.getValue());
            }
        }
    }

    private static Framing framing(HttpServerRequest request) {
        if (!Exchange.hasBody(request)) {
            return new Framing.None();
        }
        return new Framing.Body(
                request.getHeader(HttpHeaders.CONTENT_LENGTH),
                request.headers().contains(HttpHeaders.EXPECT));
    }

    private static boolean readsTrailers(HttpServerRequest request) {
        for (String field : request.headers().getAll("TE")) {
            for (String coding : field.split(",", -1)) {
                if (coding.strip().equalsIgnoreCase("trailers")) {
                    return true;
                }
            }
        }
        return false;
    }
}
