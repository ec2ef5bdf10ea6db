package dev.vestibule.gateway.login;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.step.Step;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.ReturnPath;
import dev.vestibule.gateway.identity.SessionClaims;
import dev.vestibule.gateway.identity.SessionIdentities;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.login.Purpose.SignIn;
import dev.vestibule.gateway.session.Handoffs;
import dev.vestibule.gateway.session.LastUser;
import dev.vestibule.gateway.session.ProvedLogin;
import dev.vestibule.gateway.session.RecentSignIns;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionNotes;
import dev.vestibule.gateway.session.Sessions;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

/** Completes a sign-in: starts the session and redirects to the destination. */
public record SignInCompletion(
        Sessions sessions,
        Handoffs handoffs,
        SessionNotes notes,
        RecentSignIns signIns,
        LastUser users,
        SessionContinuation continuation,
        LoginAudit audit)
        implements Completions.Completion<SignIn> {
    /** A login that continues a session ends with it, and in its browser. */
    @Override
    public Future<Void> admit(LoginContext login, SignIn purpose) {
        String continued = purpose.session();
        return continued == null
                ? Future.succeededFuture()
                : sessions.find(login.http()).compose(now -> same(now, continued));
    }

    private static Future<Void> same(@Nullable Session now, String key) {
        return now != null && now.key().equals(key)
                ? Future.succeededFuture()
                : Future.failedFuture(
                        HttpFailure.of(
                                FailureKind.LOGIN_EXPIRED,
                                "the session that it continues is over"));
    }

    /** Starts the session; fails if the login has not identified the user. */
    @Override
    public Future<Void> complete(LoginContext login, SignIn purpose) {
        return admit(login, purpose).compose(_ -> start(login, purpose));
    }

    private Future<Void> start(LoginContext login, SignIn purpose) {
        SessionIdentity identity;
        try {
            SessionIdentity who = who(login);
            identity = who.keeping(new SessionClaims(login.config()).of(who.verified()));
        } catch (HttpFailure nobody) {
            return Future.failedFuture(nobody);
        }
        return sessions.start(login.http(), identity, login.flow(), proved(login, purpose))
                .compose(session -> limited(session, mostSessions(login)))
                .onSuccess(session -> users.remember(login.http(), session))
                .onSuccess(_ -> audit.completed(login))
                .compose(session -> signIns.add(login.http(), session, purpose.app()).map(session))
                .compose(session -> go(login.http(), session, login.config(), purpose));
    }

    private static ProvedLogin proved(LoginContext login, SignIn purpose) {
        return new ProvedLogin(
                login.progress().steps(), login.progress().logins(), purpose.demand());
    }

    private static int mostSessions(LoginContext login) {
        return login.flow().steps().stream()
                .filter(step -> login.progress().steps().containsKey(step.id()))
                .mapToInt(Step::mostSessions)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Logins that end at the same time do not see each other's sessions before this. */
    private Future<Session> limited(Session session, int most) {
        return most == Integer.MAX_VALUE
                ? Future.succeededFuture(session)
                : notes.before(session)
                        .compose(earlier ->
                                earlier < most
                                        ? Future.succeededFuture(session)
                                        : sessions.end(session).compose(_ -> tooMany()));
    }

    private static Future<Session> tooMany() {
        return Future.failedFuture(
                HttpFailure.of(
                        FailureKind.TOO_MANY_SESSIONS, "other logins ended at the same time"));
    }

    /** The session of a browser that is signed in already, or null. */
    Future<@Nullable Session> session(RoutingContext ctx) {
        return sessions.find(ctx);
    }

    /** Redirects a signed-in browser to its destination. */
    Future<Void> go(RoutingContext ctx, Session session, FlowConfig config, SignIn purpose) {
        return handoffs.location(
                        session,
                        purpose.in(config),
                        new ReturnPath(purpose.path()),
                        purpose.binding())
                .compose(address -> Pages.redirect(ctx, address));
    }

    private static SessionIdentity who(LoginContext login) {
        var identity = login.progress().identity();
        if (identity == null) {
            throw HttpFailure.of(FailureKind.LOGIN_DENIED, "no identity was proved");
        }
        var account = login.progress().account();
        if (account == null) {
            return SessionIdentities.ofClaims(identity, login.config(), login.facts());
        }
        try {
            return SessionIdentities.ofAccount(account, identity, login.config());
        } catch (IllegalArgumentException ambiguous) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(ambiguous.getMessage()));
        }
    }
}
