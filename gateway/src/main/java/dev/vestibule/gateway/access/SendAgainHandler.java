package dev.vestibule.gateway.access;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.FailurePage.Audience;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.keep.FormBody;
import dev.vestibule.gateway.keep.KeptForm;
import dev.vestibule.gateway.keep.KeptForms;
import dev.vestibule.gateway.keep.SendAgainPage;
import dev.vestibule.gateway.session.LastUser;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows a form that was kept during a login, once, to the browser and the user that have sent it.
 * Mounted at {@link ReturnPath#KEPT} of every host.
 *
 * @param routes those of the live configuration
 */
public record SendAgainHandler(
        Supplier<RouteTable> routes, Sessions sessions, FormSignIns signIns, Pages pages)
        implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext ctx) {
        forms().find(ctx)
                .compose(form -> form == null ? Future.failedFuture(gone()) : found(ctx, form))
                .onFailure(ctx::fail);
    }

    private Future<Void> found(RoutingContext ctx, KeptForm form) {
        Route route = routes.get().find(RequestTarget.of(ctx).host(), form.path());
        if (route == null
                || !route.app().id().equals(form.app())
                || route.app().forwarding().keepPosts() == null) {
            return Future.failedFuture(gone());
        }
        return sessions.find(ctx).compose(session -> asked(ctx, route, form, session));
    }

    private Future<Void> asked(
            RoutingContext ctx, Route route, KeptForm form, @Nullable Session session) {
        App app = route.app();
        Session known = session == null ? null : session.in(app.flow());
        if (known == null) {
            return logins().location(ctx, app, here(ctx))
                    .onSuccess(login -> LoginRedirect.to(ctx, login))
                    .mapEmpty();
        }
        return users().is(ctx, form.user(), known)
                ? forms().take(ctx).compose(taken -> shown(ctx, route, known, taken))
                : Future.failedFuture(another(ctx, app, known));
    }

    private Future<Void> shown(
            RoutingContext ctx, Route route, Session session, @Nullable KeptForm form) {
        FormBody fields = form == null ? null : form.fields();
        if (form == null || fields == null) {
            return Future.failedFuture(gone());
        }
        App app = route.app();
        pages.send(
                ctx,
                200,
                new SendAgainPage(
                        session.identity().user(),
                        app.title(),
                        new ReturnPath(form.target()).value(),
                        fields,
                        app.path()));
        return Future.succeededFuture();
    }

    private static ReturnPath here(RoutingContext ctx) {
        return new ReturnPath(RequestTarget.of(ctx).uri());
    }

    private static HttpFailure gone() {
        return HttpFailure.of(FailureKind.FORM_GONE, "no form of this name for this browser");
    }

    private static HttpFailure another(RoutingContext ctx, App app, Session session) {
        return HttpFailure.of(FailureKind.FORM_OF_ANOTHER, "another user has sent it")
                .retryBy(
                        RequestTarget.LOGOUT,
                        Map.of(
                                LoginRedirect.APP,
                                app.id(),
                                LoginRedirect.RETURN,
                                here(ctx).value()))
                .told(new Audience(session.identity().user(), app.title()));
    }

    private KeptForms forms() {
        return signIns.forms();
    }

    private LastUser users() {
        return signIns.users();
    }

    private LoginRedirect logins() {
        return signIns.signIns().logins();
    }
}
