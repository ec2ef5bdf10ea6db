package dev.vestibule.gateway.portal;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.portal.PortalPage.Tile;
import dev.vestibule.gateway.session.LoginRedirect;
import dev.vestibule.gateway.session.RequestFactsReader;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Supplier;

/** Shows the applications that the rules may admit the user to, or a button that signs in. */
public final class PortalHandler implements Handler<RoutingContext> {
    private final Sessions sessions;
    private final Admissible admissible;
    private final LoginRedirect logins;
    private final Supplier<FlowConfig> live;
    private final Pages pages;

    /**
     * @param live the version of the configuration in use
     */
    public PortalHandler(
            Sessions sessions,
            RequestFactsReader facts,
            LoginRedirect logins,
            Supplier<FlowConfig> live,
            Pages pages) {
        this.sessions = sessions;
        this.admissible = new Admissible(facts);
        this.logins = logins;
        this.live = live;
        this.pages = pages;
    }

    @Override
    public void handle(RoutingContext ctx) {
        ctx.request().pause();
        sessions.find(ctx)
                .map(session -> session == null ? signedOut() : page(ctx, session))
                .onSuccess(page -> pages.send(ctx, 200, page))
                .onFailure(ctx::fail);
    }

    /** The first application's flow signs in, and leads back here. */
    private Page signedOut() {
        return new PortalPage.SignedOut(
                live.get().apps().values().stream()
                        .findFirst()
                        .map(app -> logins.start(app, ReturnPath.PORTAL))
                        .orElse(null));
    }

    private Page page(RoutingContext ctx, Session session) {
        var identity = session.identity();
        return new PortalPage(
                identity.user(),
                fullName(identity.name(), identity.user()),
                identity.account() != null,
                live.get().apps().values().stream()
                        .filter(app -> admissible.test(ctx, app, session))
                        .map(this::tile)
                        .toList());
    }

    private static @Nullable String fullName(@Nullable String name, String user) {
        return Objects.equals(name, user) ? null : name;
    }

    private Tile tile(App app) {
        return new Tile(app.id(), app.title(), logins.address(app));
    }
}
