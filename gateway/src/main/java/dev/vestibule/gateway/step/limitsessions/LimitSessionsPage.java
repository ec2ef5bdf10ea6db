package dev.vestibule.gateway.step.limitsessions;

import dev.vestibule.flow.expression.facts.Device;
import dev.vestibule.gateway.http.Page;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * The other sessions of the user, who chooses which of them to end.
 *
 * @param most sessions that the user can have
 * @param surplus sessions that have to end at least
 * @param tooFew whether the last answer named fewer than that
 */
public record LimitSessionsPage(
        int most, int surplus, boolean tooFew, List<Other> sessions, Form form) implements Page {
    public LimitSessionsPage {
        sessions = List.copyOf(sessions);
    }

    /**
     * A session that can be ended.
     *
     * @param field the name of its box in the form
     * @param place address of the client that started it
     * @param seen about when it was used last; null where that is unknown
     */
    public record Other(
            String field, Device device, String place, Instant since, @Nullable Instant seen) {}

    @Override
    public String template() {
        return "limit-sessions/limit-sessions.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
