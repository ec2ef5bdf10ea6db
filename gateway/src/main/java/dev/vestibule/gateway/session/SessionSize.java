package dev.vestibule.gateway.session;

import dev.vestibule.flow.expression.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.gateway.identity.IdentityValues;
import dev.vestibule.gateway.identity.SessionIdentity;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.store.HeapSize;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How many bytes of the heap a session takes, and what it consists of. A session's key is that of
 * its store, which counts it.
 */
final class SessionSize {
    /** What {@link LiveSessions} holds for it. */
    private static final int TURN = 200;

    private SessionSize() {}

    static long of(Session session) {
        return HeapSize.LARGE_OBJECT
                + HeapSize.INSTANT
                + (session.accountHolder() == null ? 0 : TURN)
                + ids(session.flows())
                + session.passes().values().stream().mapToLong(SessionSize::of).sum();
    }

    /** A login's pass is the session's own too, and counted once. */
    private static long of(FlowPass pass) {
        return HeapSize.OBJECT
                + of(pass.identity())
                + of(pass.values(), pass.identity())
                + of(pass.steps());
    }

    static long of(Ticket ticket) {
        return HeapSize.OBJECT + HeapSize.of(ticket.session());
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

    /** The names of the claims that a session keeps are shared. */
    private static long names(VerifiedIdentity identity) {
        return identity.claims().values().keySet().stream().mapToLong(HeapSize::of).sum();
    }

    /** Completed steps by their ids. */
    public static long of(Map<String, StepFacts> steps) {
        return HeapSize.OBJECT
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
                - names(identity.verified())
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

    /** Values in ASCII are the identity's own texts. */
    private static long of(IdentityValues values, SessionIdentity identity) {
        return HeapSize.OBJECT
                + unless(identity.user(), values.user())
                + unless(identity.email(), values.email())
                + unless(identity.name(), values.name())
                + HeapSize.of(values.groups());
    }

    private static long unless(@Nullable String shared, @Nullable String text) {
        return Objects.equals(shared, text) ? 0 : HeapSize.of(text);
    }

    /** The ids themselves are the configuration's. */
    private static long ids(Set<String> ids) {
        return HeapSize.OBJECT + 8L * ids.size();
    }
}
