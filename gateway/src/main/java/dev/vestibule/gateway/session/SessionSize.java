package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.Facts.AccountFacts;
import dev.vestibule.flow.expression.Facts.StepFacts;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.store.HeapSize;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** How many bytes of the heap a session takes, and what it consists of. */
public final class SessionSize {
    /** What {@link LiveSessions} holds for it. */
    private static final int TURN = 200;

    private SessionSize() {}

    static long of(Session session) {
        return HeapSize.LARGE_OBJECT
                + HeapSize.INSTANT
                + TURN
                + HeapSize.of(session.key())
                + of(session.identity())
                + of(session.values())
                + HeapSize.of(session.flows())
                + of(session.steps());
    }

    static long of(Ticket ticket) {
        return HeapSize.OBJECT
                + HeapSize.of(ticket.session())
                + HeapSize.of(ticket.host())
                + HeapSize.of(ticket.flows());
    }

    static long of(Handoff handoff) {
        return HeapSize.LARGE_OBJECT
                + HeapSize.of(handoff.session())
                + HeapSize.of(handoff.binding())
                + HeapSize.of(handoff.path());
    }

    /** An identity with its claims. */
    public static long of(VerifiedIdentity identity) {
        return HeapSize.LARGE_OBJECT
                + HeapSize.OBJECT
                + HeapSize.INSTANT
                + HeapSize.of(identity.subject())
                + HeapSize.of(identity.amr())
                + HeapSize.ofJson(identity.claims().values());
    }

    /** Completed steps by their ids. */
    public static long of(Map<String, StepFacts> steps) {
        return HeapSize.LARGE_OBJECT
                + steps.values().stream()
                        .mapToLong(step ->
                                HeapSize.LARGE_OBJECT + HeapSize.INSTANT + HeapSize.of(step.amr()))
                        .sum();
    }

    private static long of(SessionIdentity identity) {
        return HeapSize.LARGE_OBJECT
                + HeapSize.of(identity.user())
                + HeapSize.of(identity.email())
                + HeapSize.of(identity.name())
                + HeapSize.of(identity.groups())
                + of(identity.verified())
                + of(identity.account());
    }

    private static long of(@Nullable AccountFacts account) {
        return account == null
                ? 0
                : HeapSize.OBJECT
                        + HeapSize.of(account.username())
                        + HeapSize.of(account.groups())
                        + HeapSize.ofJson(account.attributes());
    }

    private static long of(IdentityValues values) {
        return HeapSize.OBJECT
                + HeapSize.of(values.user())
                + HeapSize.of(values.email())
                + HeapSize.of(values.name())
                + HeapSize.of(values.groups());
    }
}
