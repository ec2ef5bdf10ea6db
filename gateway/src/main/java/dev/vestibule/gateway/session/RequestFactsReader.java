package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.RequestFacts;
import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.RequestTarget;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells rules what they may see of a request and of the session behind it. */
public final class RequestFactsReader {
    private final InstantSource clock;

    public RequestFactsReader(InstantSource clock) {
        this.clock = clock;
    }

    /** The request as rules see it; usable behind the target handler only. */
    public RequestFacts request(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        String agent = ctx.request().getHeader(HttpHeaders.USER_AGENT);
        return new RequestFacts(
                ClientAddress.of(ctx),
                target.host(),
                ctx.request().method().name(),
                target.path(),
                agent == null ? "" : agent,
                parameters(target.query()));
    }

    Facts of(RoutingContext ctx, App app, @Nullable Session session) {
        RequestFacts request = request(ctx);
        if (session == null) {
            return new Facts(request, null, null, null, Map.of(), app.id(), clock.instant());
        }
        var identity = session.identity();
        return new Facts(
                request,
                identity.verified().claims().values(),
                identity.verified().connection(),
                identity.account(),
                session.steps(),
                app.id(),
                clock.instant());
    }

    /**
     * A parameter that appears twice is left out: upstreams differ in which one they take, so no
     * rule may rely on either.
     */
    private static Map<String, String> parameters(@Nullable String query) {
        if (query == null) {
            return Map.of();
        }
        Map<String, String> single = new HashMap<>();
        decoded(query)
                .forEach((name, values) -> {
                    if (values.size() == 1) {
                        single.put(name, values.getFirst());
                    }
                });
        return single;
    }

    private static Map<String, List<String>> decoded(String query) {
        try {
            return new QueryStringDecoder("?" + query, true).parameters();
        } catch (IllegalArgumentException malformed) {
            return Map.of();
        }
    }
}
