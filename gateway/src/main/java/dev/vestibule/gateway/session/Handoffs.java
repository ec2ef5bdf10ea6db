package dev.vestibule.gateway.session;

import dev.vestibule.flow.app.App;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.http.Tokens;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Carries a session from the gateway's host to an app's own host, so that no app host ever sees the
 * single sign-on cookie. A code of 256 bits, good once and for a minute, and only in the browser
 * that asked the app in the first place, is changed there for a cookie of that host.
 *
 * <p>As a handler it is mounted at {@code /.vestibule/handoff} of every host.
 *
 * @param tokens makes the codes
 * @param logins knows where apps are found
 * @param users remembers who was signed in last
 */
public record Handoffs(
        Sessions sessions,
        SessionStores stores,
        Cookies cookies,
        LoginRedirect logins,
        Tokens tokens,
        LastUser users)
        implements Handler<RoutingContext> {
    static final Duration VALID = Duration.ofSeconds(60);
    private static final String FAILED = "handoff";
    private static final String CODE = "code";

    /**
     * Where the browser goes at the end of a login, or at once when the session has completed the
     * app's flow already: the Location of a redirect. On the gateway's own host it is the path
     * itself; on another host it is a hand-off.
     *
     * @param session what {@link Sessions#start} or {@link Sessions#find} gave
     * @param path the validated path that the login was begun with
     * @param binding the login's parameter {@link LoginRedirect#BINDING} of the same moment, or
     *     null; without it, or with a path that is too long to be kept, the browser goes to the
     *     app, which starts the hand-off itself
     */
    public Future<String> location(
            Session session, App app, ReturnPath path, @Nullable String binding) {
        if (logins.ownHost(app)) {
            return Future.succeededFuture(path.value());
        }
        String origin = logins.origin(app);
        if (binding == null || !Tokens.wellFormed(binding) || !LongPaths.mayTravel(path)) {
            return Future.succeededFuture(origin + path.value());
        }
        String code = tokens.next();
        Handoff handoff = new Handoff(session.key(), app.id(), app.host(), binding, path.value());
        String target = origin + RequestTarget.RESERVED + "/handoff?code=" + code + back(path);
        return stores.handoffs().put(session.key(), Tokens.hash(code), handoff, VALID).map(target);
    }

    /** Changes the code for a cookie of this host, or goes back to where a new hand-off begins. */
    @Override
    public void handle(RoutingContext ctx) {
        String code = ctx.queryParam(CODE).size() == 1 ? ctx.queryParam(CODE).getFirst() : "";
        String browser = cookies.browser(ctx);
        if (browser == null) {
            throw HttpFailure.of(FailureKind.COOKIES_MISSING, "hand-off without a browser cookie")
                    .retryAt(returnPath(ctx));
        }
        ctx.request().pause();
        stores.handoffs()
                .taken(Tokens.hash(code), Handoff::session)
                .compose(handoff -> session(ctx, handoff, browser))
                .onSuccess(path -> arrive(ctx, path))
                .onFailure(ctx::fail);
    }

    /** The path to go to when the code was good, else null. */
    private Future<@Nullable String> session(
            RoutingContext ctx, @Nullable Handoff handoff, String browser) {
        String host = RequestTarget.of(ctx).host();
        if (handoff == null
                || !handoff.host().equals(host)
                || !Tokens.same(handoff.binding(), browser)) {
            return Future.succeededFuture();
        }
        return sessions.living(handoff.session())
                .compose(session ->
                        session == null
                                ? Future.succeededFuture()
                                : sessions.surrendered(ctx)
                                        .compose(_ -> sessions.ticketed(ctx, session))
                                        .onSuccess(_ -> users.remember(ctx, session))
                                        .map(handoff.path()));
    }

    private void arrive(RoutingContext ctx, @Nullable String path) {
        if (path != null) {
            cookies.mark(ctx, FAILED, 0);
            LoginRedirect.to(ctx, path);
        } else if (cookies.marked(ctx, FAILED)) {
            cookies.mark(ctx, FAILED, 0);
            ctx.fail(
                    HttpFailure.of(FailureKind.LOGIN_EXPIRED, "second hand-off in a row failed")
                            .retryAt(returnPath(ctx)));
        } else {
            cookies.mark(ctx, FAILED, (int) VALID.toSeconds());
            LoginRedirect.to(ctx, returnPath(ctx));
        }
    }

    private static String returnPath(RoutingContext ctx) {
        var values = ctx.queryParam(LoginRedirect.RETURN);
        return ReturnPath.parse(values.size() == 1 ? values.getFirst() : null, "/").value();
    }

    private static String back(ReturnPath path) {
        String value = URLEncoder.encode(path.value(), StandardCharsets.UTF_8);
        return "&" + LoginRedirect.RETURN + "=" + value;
    }

    /**
     * The hand-off of a session from the gateway's host to an app's host.
     *
     * @param session key of the session
     * @param app id of the app
     * @param host the only host that may use it
     * @param binding hash of the browser cookie on that host
     * @param path path and query there, which the browser opens then
     */
    record Handoff(String session, String app, String host, String binding, String path) {
        @Override
        public String toString() {
            return "Handoff[app=" + app + ", host=" + host + "]";
        }
    }
}
