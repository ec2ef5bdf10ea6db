package dev.vestibule.gateway.session;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/** Asks identity providers again about the users of sessions. */
public interface SessionRenewal {

    /** The session as it is when every provider was asked that is due; null when it has ended. */
    Future<@Nullable Session> renewed(Session session);

    /** The session was ended here: providers need not know its user any more. */
    void ended(Session session);
}
