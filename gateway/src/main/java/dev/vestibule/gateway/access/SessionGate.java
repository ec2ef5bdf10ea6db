package dev.vestibule.gateway.access;

import dev.vestibule.gateway.http.RequestTarget;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Lets a request pass to an app, before any upstream is contacted. A request that passes has an
 * {@link AuthorizedRequest}; one that could pass after a login is redirected there; every other one
 * is refused.
 *
 * @param routes those of the live configuration
 * @param unclaimed answers what belongs to no app
 * @param next answers what may pass
 */
public record SessionGate(
        Supplier<RouteTable> routes,
        Gatekeeper keeper,
        FormSignIns signIns,
        Handler<RoutingContext> unclaimed,
        BiConsumer<RoutingContext, AuthorizedRequest> next)
        implements Handler<RoutingContext> {
    /** Browsers ask for it by themselves, with or without a session. */
    private static final String FAVICON = "/favicon.ico";

    @Override
    public void handle(RoutingContext ctx) {
        RequestTarget target = RequestTarget.of(ctx);
        Route route = routes.get().find(target.host(), target.path());
        if (target.unclear() != null && route == null) {
            throw target.refused();
        }
        if (route == null || route.servers() == null || target.reserved()) {
            unclaimed.handle(ctx);
        } else {
            keeper.decide(ctx, route, verdict -> carryOut(ctx, verdict));
        }
    }

    private void carryOut(RoutingContext ctx, Verdict verdict) {
        switch (verdict) {
            case Verdict.Admitted(var request) -> next.accept(ctx, request);
            case Verdict.SignIn needed -> signIn(ctx, needed);
            case Verdict.Refused(var failure) -> throw failure;
        }
    }

    private void signIn(RoutingContext ctx, Verdict.SignIn needed) {
        boolean favicon = RequestTarget.of(ctx).path().equals(FAVICON);
        if (favicon && !needed.further() && signIns.signIns().onOwnHost(needed.app())) {
            unclaimed.handle(ctx);
        } else {
            signIns.answer(ctx, needed);
        }
    }
}
