package dev.vestibule.gateway.session;

import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.Tokens;

import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Who was signed in last in a browser, on each host. The browser remembers it beyond the session,
 * under a name that means nothing elsewhere, so that what one user of a shared browser has begun is
 * not completed by the next one.
 *
 * @param asked whether any app asks for it; browsers get no cookie for it otherwise
 */
public record LastUser(Cookies cookies, BooleanSupplier asked) {
    private static final String NAME = "user";
    private static final String SESSION = "session";
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** From now on it is the user of this session, on the request's host. */
    public void remember(RoutingContext ctx, Session session) {
        if (asked.getAsBoolean()) {
            cookies.keep(ctx, NAME, name(ctx, session), REMEMBERED);
        }
    }

    /** The name of the user; empty where there was none, null where it cannot be known. */
    public @Nullable String of(RoutingContext ctx) {
        boolean stranger = !cookies.marked(ctx, NAME) && !cookies.marked(ctx, SESSION);
        return stranger ? "" : cookies.kept(ctx, NAME);
    }

    /** Whether the session is of the user with this name, or there was none. */
    public boolean is(RoutingContext ctx, String user, Session session) {
        return user.isEmpty() || Tokens.same(user, name(ctx, session));
    }

    private String name(RoutingContext ctx, Session session) {
        return Tokens.hash("vestibule.user " + cookies.bindBrowser(ctx) + " " + session.owner());
    }
}
