package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.gateway.GatewaySettings.SessionLimits;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.RequestTarget;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.ProviderLogin;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.session.SessionStores.HostSession;
import dev.vestibule.gateway.store.EphemeralStore.Followed;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Starts, finds and ends sessions. A session lives under a key of its own; browsers hold a cookie
 * for each host, and every cookie dies with the session.
 */
public final class Sessions {
    private final SessionStores stores;
    private final Tickets tickets;
    private final Tokens tokens;
    private final SessionClock times;
    private final InstantSource clock;
    private final LiveSessions live;
    private final SessionNotes notes;
    private final ProviderSessions providers;
    private final SessionRenewal renewal;

    public Sessions(
            SessionStores stores,
            Cookies cookies,
            Tokens tokens,
            SessionLimits limits,
            InstantSource clock,
            SessionNotes notes,
            ProviderSessions providers,
            SessionRenewal renewal) {
        this.stores = stores;
        this.tickets = new Tickets(stores, cookies);
        this.tokens = tokens;
        this.times = new SessionClock(limits, clock);
        this.clock = clock;
        this.live = new LiveSessions(stores, times, clock);
        this.notes = notes;
        this.providers = providers;
        this.renewal = renewal;
    }

    /**
     * Signs the user in on the gateway's host. The cookie is always a new one, and the browser's
     * old one becomes invalid. If the same user was signed in before, the session continues with
     * another flow; the session of another user ends.
     *
     * @param flow the flow that the login has completed
     * @return the session, once it is stored; fails with {@link HttpFailure} when no header can
     *     carry the username
     */
    public Future<Session> start(
            RoutingContext ctx, SessionIdentity identity, Flow flow, ProvedLogin proved) {
        Map<String, StepFacts> steps = proved.steps();
        IdentityValues values;
        try {
            values =
                    IdentityValues.of(identity).reaching(flow.acr().reached(steps), steps.values());
        } catch (IllegalArgumentException refused) {
            return Future.failedFuture(
                    HttpFailure.of(FailureKind.ATTRIBUTE_REJECTED, "unusable username")
                            .causedBy(refused));
        }
        FlowPass pass = FlowPass.of(identity, values, flow, steps);
        Login login =
                new Login(flow.id(), pass.after(proved.asked(), clock.instant()), proved.logins());
        return surrendered(ctx)
                .compose(old ->
                        replaced(login, old)
                                .compose(session -> providers.bound(session, proved.logins()))
                                .compose(session -> notes.add(ctx, old, session))
                                .compose(session -> ticketed(ctx, session)));
    }

    /**
     * The session of the request's cookie on the request's host, or null. Costs one hash and one
     * read; it is a use of the session, which is noted once in a tenth of the idle time.
     */
    public Future<@Nullable Session> find(RoutingContext ctx) {
        String host = RequestTarget.of(ctx).host();
        var found = tickets.follow(ctx);
        return found == null
                ? Future.succeededFuture()
                : found.compose(followed -> used(followed, host));
    }

    private Future<@Nullable Session> used(
            @Nullable Followed<HostSession, Session> found, String host) {
        if (found == null || !found.value().host().equals(host) || times.over(found.target())) {
            return Future.succeededFuture();
        }
        Session session = found.target();
        live.seen(session);
        return session.isDue(clock)
                ? renewal.renewed(session).compose(now -> touched(found, now))
                : touched(found, session);
    }

    private Future<@Nullable Session> touched(
            Followed<HostSession, Session> found, @Nullable Session session) {
        if (session == null) {
            return Future.succeededFuture();
        }
        Session seen = session.within(found.value().flows());
        var idle = times.untilIdle(session);
        return idle.toMillis() - found.left() < idle.toMillis() / 10
                ? Future.succeededFuture(seen)
                : stores.sessions().touch(session.key(), idle).map(seen);
    }

    /** The session with this key, or null when it is over; asking is no use of it. */
    public Future<@Nullable Session> living(String key) {
        return stores.sessions()
                .get(key)
                .map(session -> session == null || times.over(session) ? null : session);
    }

    /** The same for a stream that is open, about whose user providers are asked again. */
    public Future<@Nullable Session> lasting(String key) {
        return living(key)
                .compose(session ->
                        session != null && session.isDue(clock)
                                ? renewal.renewed(session)
                                : Future.succeededFuture(session));
    }

    /**
     * The sessions with an account that have not been compared with the directory for a while, at
     * most so many. Each is given out once, and again when {@link #compared} says so.
     */
    public Future<List<Session>> due(int most) {
        return live.due(most);
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
        return stores.sessions()
                .take(session.key())
                .onSuccess(was -> {
                    if (was != null) {
                        renewal.ended(was);
                    }
                })
                .mapEmpty();
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

    /** The session asks for nothing of the flow as it is now: it is not compared with it again. */
    public Future<Void> passed(Session session, Flow flow) {
        return stores.passed(session, flow);
    }

    /**
     * Ends the request's session on every host and takes the cookie from this one.
     *
     * @return what it was, null without one
     */
    public Future<@Nullable Session> end(RoutingContext ctx) {
        return surrendered(ctx)
                .compose(session ->
                        session == null
                                ? Future.<@Nullable Session>succeededFuture()
                                : end(session).<@Nullable Session>map(session))
                .onSuccess(_ -> tickets.clear(ctx));
    }

    /** Gives the browser a cookie of the session on the request's host. */
    Future<Session> ticketed(RoutingContext ctx, Session session) {
        return tickets.give(ctx, session, times.left(session)).map(session);
    }

    /** The request's cookie is void from now on; gives the session behind it. */
    Future<@Nullable Session> surrendered(RoutingContext ctx) {
        return tickets.take(ctx)
                .compose(on ->
                        on == null
                                ? Future.succeededFuture()
                                : living(on.session())
                                        .map(session ->
                                                session == null
                                                        ? null
                                                        : session.within(on.flows())));
    }

    private Future<Session> replaced(Login login, @Nullable Session old) {
        if (old == null) {
            Map<String, FlowPass> only = Map.of(login.flow(), login.pass());
            return stored(
                    new Session(
                            tokens.next(), login.pass(), only, clock.instant(), login.logins()));
        }
        if (old.samePersonAs(login.pass().identity())) {
            return stored(old.after(login.flow(), login.pass(), login.logins()));
        }
        return end(old).compose(_ -> replaced(login, null));
    }

    private Future<Session> stored(Session session) {
        live.seen(session);
        return stores.sessions().put(session.key(), session, times.untilIdle(session)).map(session);
    }

    private record Login(String flow, FlowPass pass, List<ProviderLogin> logins) {}
}
