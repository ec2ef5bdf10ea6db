package dev.vestibule.gateway.session;

import dev.vestibule.gateway.session.SessionNotes.Open;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** A user's open sessions, on every host and node, beside the one of the browser at hand. */
public record OtherSessions(Sessions sessions, SessionNotes notes) {

    /** The last one first. */
    public Future<List<Open>> of(RoutingContext ctx, SessionOwner user) {
        return sessions.find(ctx)
                .compose(own ->
                        notes.of(user)
                                .map(open ->
                                        open.stream()
                                                .filter(each ->
                                                        own == null
                                                                || !own.key()
                                                                        .equals(
                                                                                each.session()
                                                                                        .key()))
                                                .toList()));
    }

    /** Ends these sessions. */
    public Future<Void> end(List<Session> ended) {
        return Future.all(ended.stream().map(sessions::end).toList()).mapEmpty();
    }

    /** Ends all of them: a thief may have one of them. */
    public Future<Void> endAll(RoutingContext ctx, SessionOwner user) {
        return of(ctx, user).compose(open -> end(open.stream().map(Open::session).toList()));
    }
}
