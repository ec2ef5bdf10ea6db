package dev.vestibule.gateway.token;

import dev.vestibule.flow.expression.facts.EvaluationContext.RequestFacts;
import dev.vestibule.gateway.access.ProgramSessions.Renewal;
import dev.vestibule.gateway.access.Route;
import dev.vestibule.gateway.session.Session;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/** One way in which programs sign in. */
interface ProgramKind {
    /** Whether the credential is one of this kind, which this route takes. */
    boolean takes(Credential sent, Route route);

    /**
     * The session of the credential on this route. Fails with {@link
     * dev.vestibule.gateway.http.HttpFailure}: {@code TOKEN_REFUSED} when it admits no one.
     */
    Future<@Nullable Session> find(Credential sent, Route route, RequestFacts request);

    /** Finds the session of a credential again, which was found before. */
    Renewal renewal(Credential sent, RequestFacts request);
}
