package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Starts, finds and ends sessions. A session lives under a key of its own; browsers hold tickets to
 * it, one for each host, and every ticket dies with the session.
 */
public final class Sessions {
    private final SessionStores stores;
    private final Cookies cookies;
    private final Tokens tokens;
    private final SessionLifetime lifetime;
    private final LiveSessions live;

    public Sessions(
            SessionStores stores, Cookies cookies, Tokens tokens, SessionLifetime lifetime) {
        this.stores = stores;
        this.cookies = cookies;
        this.tokens = tokens;
        this.lifetime = lifetime;
        this.live = new LiveSessions(lifetime.clock());
    }

    /**
     * Signs the user in on the gateway's host. The cookie is always a new one, and the browser's
     * old one becomes invalid. If the same user was signed in before, the session continues with
     * another flow; the session of another user ends.
     *
     * @param flow id of the flow that the login has completed
     * @param steps what the login has proved, by step
     * @return the session, once it is stored; fails with {@link HttpFailure} when no header can
     *     carry the username
     */
    public Future<Session> start(
            RoutingContext ctx,
            SessionIdentity identity,
            String flow,
            Map<String, StepFacts> steps) {
        IdentityValues values;
        try {
            values = IdentityValues.of(identity);
        } catch (IllegalArgumentException refused) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.ATTRIBUTE_REJECTED, "unusable username")
                            .causedBy(refused));
        }
        Login login = new Login(flow, new FlowPass(identity, values, steps));
        return surrendered(ctx).compose(old -> replaced(login, old)).compose(s -> ticketed(ctx, s));
    }

    /**
     * The session of the request's cookie on the request's host, or null. Costs one hash and two
     * look-ups; it is a use of the session.
     */
    public Future<@Nullable Session> find(RoutingContext ctx) {
        String cookie = cookies.session(ctx);
        if (cookie == null) {
            return Future.succeededFuture();
        }
        String host = RequestTarget.of(ctx).host();
        return stores.tickets().get(cookie).compose(ticket -> behind(ticket, host, true));
    }

    /** Whether the session still exists; asking is no use of it. */
    public Future<Boolean> alive(String key) {
        return stores.sessions()
                .get(key)
                .map(session -> session != null && !lifetime.over(session));
    }

    /** The session with this key, or null when it is over; asking is no use of it. */
    public Future<@Nullable Session> living(String key) {
        return stores.sessions()
                .get(key)
                .map(session -> session == null || lifetime.over(session) ? null : session);
    }

    /**
     * The sessions with an account that have not been compared with the directory for a while, at
     * most so many. Each is given out once, and again when {@link #compared} says so.
     */
    public Future<List<Session>> due(int most) {
        List<Future<@Nullable Session>> found = new ArrayList<>();
        for (String key : live.due(most)) {
            found.add(stores.sessions().get(key).onSuccess(session -> forgetIfOver(key, session)));
        }
        return Future.all(found)
                .map(_ ->
                        found.stream()
                                .map(Future::result)
                                .filter(session -> session != null && !lifetime.over(session))
                                .map(Objects::requireNonNull)
                                .toList());
    }

    /**
     * The session has been compared with the directory, or that was tried: its turn comes again.
     */
    public void compared(Session session) {
        live.again(session.key());
    }

    /** Ends this session on every host. */
    public Future<Void> end(Session session) {
        live.forget(session.key());
        return stores.sessions().take(session.key()).mapEmpty();
    }

    /**
     * Gives the session what the directory says now. A session that was changed or ended meanwhile
     * stays as it is.
     *
     * @param current makes of an identity with an account what it is now
     * @throws IllegalArgumentException when no header can carry the username
     */
    public Future<Void> refresh(Session session, UnaryOperator<SessionIdentity> current) {
        Session next = session.with(current);
        return next.equals(session)
                ? Future.succeededFuture()
                : stores.sessions().replace(session.key(), session, next).mapEmpty();
    }

    private void forgetIfOver(String key, @Nullable Session session) {
        if (session == null || lifetime.over(session)) {
            live.forget(key);
        }
    }

    /** Ends the request's session on every host and takes the cookie from this one. */
    public Future<Void> end(RoutingContext ctx) {
        return surrendered(ctx)
                .compose(session ->
                        session == null
                                ? Future.succeededFuture()
                                : stores.sessions().take(session.key()).mapEmpty())
                .onSuccess(_ -> cookies.clearSession(ctx))
                .mapEmpty();
    }

    /** Gives the browser a ticket to the session on the request's host, with a new cookie. */
    Future<Session> ticketed(RoutingContext ctx, Session session) {
        // One text for all tickets of a host, of which there are as many as the YAML names.
        String host = RequestTarget.of(ctx).host().intern();
        Ticket ticket = new Ticket(session.key(), host, session.flows());
        return stores.tickets()
                .put(session.key(), cookies.issueSession(ctx), ticket, lifetime.left(session))
                .map(session);
    }

    /** The ticket of the request's cookie is void from now on; gives the session behind it. */
    Future<@Nullable Session> surrendered(RoutingContext ctx) {
        String cookie = cookies.session(ctx);
        if (cookie == null) {
            return Future.succeededFuture();
        }
        String host = RequestTarget.of(ctx).host();
        return stores.tickets()
                .take(cookie)
                .compose(ticket -> forgotten(cookie, ticket))
                .compose(ticket -> behind(ticket, host, false));
    }

    private Future<@Nullable Ticket> forgotten(String cookie, @Nullable Ticket ticket) {
        return ticket == null
                ? Future.succeededFuture()
                : stores.tickets().forget(ticket.session(), cookie).map(ticket);
    }

    /** The session with this key, or null. */
    Future<@Nullable Session> byKey(String key) {
        return stores.sessions().get(key);
    }

    private Future<@Nullable Session> behind(@Nullable Ticket ticket, String host, boolean use) {
        if (ticket == null || !ticket.host().equals(host)) {
            return Future.succeededFuture();
        }
        return stores.sessions()
                .get(ticket.session())
                .compose(session -> used(session, use))
                .map(session -> session == null ? null : session.within(ticket.flows()));
    }

    private Future<@Nullable Session> used(@Nullable Session session, boolean use) {
        if (session == null || lifetime.over(session)) {
            return Future.succeededFuture();
        }
        live.seen(session);
        if (!use) {
            return Future.succeededFuture(session);
        }
        return stores.sessions().touch(session.key(), lifetime.untilIdle(session)).map(session);
    }

    private Future<Session> replaced(Login login, @Nullable Session old) {
        if (old == null) {
            return stored(login.started(tokens.next(), lifetime.now()));
        }
        if (old.samePersonAs(login.pass().identity())) {
            return stored(old.after(login.flow(), login.pass()));
        }
        return stores.sessions().take(old.key()).compose(_ -> replaced(login, null));
    }

    private Future<Session> stored(Session session) {
        live.seen(session);
        return stores.sessions()
                .put(session.key(), session, lifetime.untilIdle(session))
                .map(session);
    }

    private record Login(String flow, FlowPass pass) {
        Session started(String key, Instant now) {
            return new Session(key, pass, Map.of(flow, pass), now);
        }
    }
}
