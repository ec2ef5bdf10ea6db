package dev.vestibule.gateway.forwardauth;

import dev.vestibule.gateway.access.AuthorizedRequest;
import dev.vestibule.gateway.access.Gatekeeper;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.access.RouteTable;
import dev.vestibule.gateway.access.SignIns;
import dev.vestibule.gateway.access.Verdict;
import dev.vestibule.gateway.access.WebSocketOrigin;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.proxy.ForwardedIdentity;
import dev.vestibule.gateway.session.LoginRedirect;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.function.Supplier;

/**
 * Answers a proxy that asks whether a request may pass. Only a peer of {@code trusted-proxies} gets
 * an answer: it says where the request came from, and the gateway has to believe it. 200 says that
 * the request may pass, and has every identity header of the app; without a session, which only a
 * public rule admits, all of them are empty.
 *
 * @param scheme of the gateway's public origin
 * @param routes those of the live configuration
 */
public record ForwardAuthHandler(
        String scheme,
        Supplier<RouteTable> routes,
        Gatekeeper keeper,
        SignIns signIns,
        ForwardedIdentity identity)
        implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext ctx) {
        if (!ClientAddress.sentByProxy(ctx)) {
            throw HttpFailure.of(
                    FailureKind.ACCESS_REFUSED, "forward-auth: the peer is not in trusted-proxies");
        }
        Form form = Form.of(RequestTarget.of(ctx).path());
        try {
            Route route = route(ctx);
            keeper.decide(ctx, route, verdict -> answer(ctx, form, verdict));
        } catch (HttpFailure failure) {
            refuse(ctx, form, failure);
        }
    }

    /** The app that the question is about; from now on the context is about it too. */
    private Route route(RoutingContext ctx) {
        OriginalRequest original = OriginalRequest.of(ctx.request());
        if (!original.scheme().equals(scheme)) {
            throw HttpFailure.of(
                    FailureKind.BAD_REQUEST, "forward-auth: the scheme is not that of gateway.url");
        }
        RequestTarget target = original.target();
        target.keepIn(ctx);
        Route route = routes.get().find(target.host(), target.path());
        if (route == null || target.reserved()) {
            throw HttpFailure.of(FailureKind.NOT_FOUND, "forward-auth: no app for host and path");
        }
        if (!route.app().forwardAuth()) {
            throw HttpFailure.of(
                    FailureKind.ACCESS_REFUSED,
                    "forward-auth: the app " + route.app().id() + " has an upstream");
        }
        ForwardedIdentity.refuseFrom(ctx.request().headers(), route);
        return route;
    }

    private void answer(RoutingContext ctx, Form form, Verdict verdict) {
        try {
            switch (verdict) {
                case Verdict.Admitted(var request) -> admit(ctx, form, request);
                case Verdict.SignIn needed -> signIn(ctx, form, needed);
                case Verdict.Refused(var failure) -> throw failure;
            }
        } catch (HttpFailure failure) {
            refuse(ctx, form, failure);
        }
    }

    private void admit(RoutingContext ctx, Form form, AuthorizedRequest request) {
        RequestTarget target = RequestTarget.of(ctx);
        if (target.method().equals("TRACE") || target.method().equals("CONNECT")) {
            throw HttpFailure.of(FailureKind.BAD_REQUEST, "method that is never proxied");
        }
        // A proxy may leave out Upgrade, which ends at one hop.
        if (ctx.request().headers().contains("Sec-WebSocket-Key")) {
            WebSocketOrigin.requireOwn(ctx, request.route());
        }
        if (form == Form.REFUSAL) {
            admittedMeanwhile(ctx, target);
            return;
        }
        var fields = ctx.response().headers();
        identity.write(request, fields);
        fields.set(HttpHeaders.CACHE_CONTROL, "no-store");
        end(ctx, 200);
    }

    /** The request was refused a moment ago, and is lost: the client has to repeat it. */
    private static void admittedMeanwhile(RoutingContext ctx, RequestTarget target) {
        if (!target.reads()) {
            throw HttpFailure.of(
                            FailureKind.OVERLOADED,
                            "forward-auth: admitted a moment after it was refused")
                    .retryAfter(1);
        }
        LoginRedirect.to(ctx, target.uri());
    }

    private void signIn(RoutingContext ctx, Form form, Verdict.SignIn needed) {
        if (form == Form.STATUS) {
            signIns.challenge(ctx, needed);
            end(ctx, 401);
        } else {
            signIns.answer(ctx, needed);
        }
    }

    private static void refuse(RoutingContext ctx, Form form, HttpFailure failure) {
        if (form != Form.STATUS) {
            throw failure;
        }
        end(ctx, failure.kind().status() == 401 ? 401 : 403);
    }

    private static void end(RoutingContext ctx, int status) {
        if (status != 200) {
            Pages.secure(ctx.response().headers());
        }
        ctx.request().resume();
        ctx.response().setStatusCode(status).end();
    }
}
