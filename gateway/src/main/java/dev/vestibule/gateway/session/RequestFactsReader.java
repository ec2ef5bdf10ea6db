package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.Facts;
import dev.vestibule.flow.expression.Facts.RequestFacts;
import dev.vestibule.flow.expression.Parameters;
import dev.vestibule.flow.model.App;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
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
        String method = ctx.request().method().name();
        FieldsForRules fields = FieldsForRules.of(ctx.request().headers());
        return new RequestFacts(
                ClientAddress.of(ctx),
                target.host(),
                fields.methodOr(method),
                target.path(),
                fields.userAgent(),
                new Parameters(target.query()));
    }

    Facts of(RoutingContext ctx, App app, @Nullable Session session) {
        return of(request(ctx), app, session);
    }

    Facts of(RequestFacts request, App app, @Nullable Session session) {
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
}
