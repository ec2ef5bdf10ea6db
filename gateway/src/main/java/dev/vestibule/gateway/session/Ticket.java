package dev.vestibule.gateway.session;

import java.util.Set;

/**
 * The meaning of a session cookie: a session, on one host only. A ticket keeps the flows that were
 * complete when it was given; when the session completes another one, each host gets a new ticket,
 * so that a cookie never gains rights that it did not have at first.
 *
 * @param session key of the session
 * @param host the only host on which the cookie is valid
 */
record Ticket(String session, String host, Set<String> flows) {
    public Ticket {
        flows = Set.copyOf(flows);
    }

    @Override
    public String toString() {
        return "Ticket[host=" + host + ", flows=" + flows + "]";
    }
}
