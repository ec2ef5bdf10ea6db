package dev.vestibule.gateway.login;

import dev.vestibule.flow.model.FlowConfig;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.session.Handoffs;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.Sessions;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** The end of a login that has proved everything: the session, and on to the destination. */
final class Arrival {
    private final Sessions sessions;
    private final Handoffs handoffs;
    private final LoginFacts facts;
    private final LoginAudit audit;

    Arrival(Sessions sessions, Handoffs handoffs, LoginFacts facts, LoginAudit audit) {
        this.sessions = sessions;
        this.handoffs = handoffs;
        this.facts = facts;
        this.audit = audit;
    }

    /** Starts the session; fails if the login has not identified the user. */
    Future<Void> complete(RoutingContext ctx, LoginTransaction login) {
        SessionIdentity identity;
        try {
            identity = kept(login, who(ctx, login));
        } catch (HttpFailure nobody) {
            return Future.failedFuture(nobody);
        }
        return sessions.start(ctx, identity, login.flow().id(), login.progress().steps())
                .onSuccess(_ -> audit.completed(login))
                .compose(session -> go(ctx, session, login.destination()));
    }

    /** Sends a browser that is signed in where it wanted to go. */
    Future<Void> go(RoutingContext ctx, Session session, LoginDestination destination) {
        return handoffs.location(
                        session, destination.app(), destination.path(), destination.binding())
                .compose(address -> ProviderTrips.redirect(ctx, address));
    }

    private static SessionIdentity kept(LoginTransaction login, SessionIdentity who) {
        return who.keeping(new SessionClaims(login.setup().config()).of(who.verified()));
    }

    private SessionIdentity who(RoutingContext ctx, LoginTransaction login) {
        VerifiedIdentity identity = login.progress().identity();
        if (identity == null) {
            throw HttpFailure.of(FailureKind.LOGIN_DENIED, "nobody was identified");
        }
        FlowConfig config = login.setup().config();
        Account account = login.progress().account();
        if (account == null) {
            return SessionIdentities.ofClaims(identity, config, facts.of(ctx, login));
        }
        try {
            return SessionIdentities.ofAccount(account, identity, config);
        } catch (IllegalArgumentException ambiguous) {
            throw HttpFailure.of(
                    FailureKind.USERNAME_REFUSED, String.valueOf(ambiguous.getMessage()));
        }
    }
}
