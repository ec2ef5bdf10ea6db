package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Tells, as JSON, who is signed in; mounted at {@code /.vestibule/whoami} of every host. */
public record WhoamiHandler(Sessions sessions) implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        sessions.find(ctx).onSuccess(session -> answer(ctx, session)).onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, @Nullable Session session) {
        if (session == null) {
            ctx.fail(HttpFailure.of(FailureKind.LOGIN_REQUIRED, "no session"));
            return;
        }
        Pages.secure(ctx.response().headers());
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(described(session).toBuffer());
    }

    private static JsonArray methods(@Nullable String amr) {
        return amr == null ? new JsonArray() : new JsonArray(List.of(amr.split(",")));
    }

    private static JsonObject described(Session session) {
        var identity = session.identity();
        return new JsonObject()
                .put("user", identity.user())
                .put("email", identity.email())
                .put("name", identity.name())
                .put("groups", new JsonArray(List.copyOf(identity.groups())))
                .put("connection", identity.verified().connection())
                .put("acr", session.values().acr())
                .put("amr", methods(session.values().amr()))
                .put("account", identity.account() != null)
                .put("since", session.startedAt().toString())
                .put("flows", new JsonArray(session.flows().stream().sorted().toList()));
    }
}
