package dev.vestibule.gateway.account;

import dev.vestibule.gateway.account.AccountPage.Done;
import dev.vestibule.gateway.http.Pages;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.http.Tokens;
import dev.vestibule.gateway.session.Session;
import dev.vestibule.gateway.session.SessionNotes;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A user ends sessions of their own, on every host and node; this needs no account. */
record SessionChanges(AccountHolders holders, SessionNotes notes) {

    /** Ends the session that the form names. */
    Future<Void> endOne(RoutingContext ctx) {
        String name = RequestParameters.ofForm(ctx).required(AccountAddress.SESSION);
        return end(ctx, (own, other) -> Tokens.same(name(own, other), name), Done.SESSION_ENDED);
    }

    /** Ends every session but this one. */
    Future<Void> endOthers(RoutingContext ctx) {
        return end(ctx, (_, _) -> true, Done.SESSIONS_ENDED);
    }

    /** The same for this session's user, who may have been robbed of the password. */
    Future<Void> endOthersOf(Session own) {
        return end(own, (_, _) -> true);
    }

    /** Names the session in the forms of another one. */
    static String name(Session own, Session other) {
        return Tokens.hash("vestibule.session " + own.key() + " " + other.key());
    }

    private Future<Void> end(RoutingContext ctx, BiPredicate<Session, Session> wanted, Done done) {
        return holders.session(ctx)
                .compose(own -> end(own, wanted))
                .compose(_ ->
                        Pages.redirect(ctx, AccountAddress.after(AccountAddress.ACCOUNT, done)));
    }

    private Future<Void> end(Session own, BiPredicate<Session, Session> wanted) {
        return notes.of(own)
                .compose(open ->
                        end(
                                open,
                                other ->
                                        !other.key().equals(own.key()) && wanted.test(own, other)));
    }

    private Future<Void> end(List<SessionNotes.Open> open, Predicate<Session> wanted) {
        return Future.all(
                        open.stream()
                                .map(SessionNotes.Open::session)
                                .filter(wanted)
                                .map(holders.sessions()::end)
                                .toList())
                .mapEmpty();
    }
}
