package dev.vestibule.gateway.session;

import dev.vestibule.gateway.store.EphemeralStore;

/**
 * Where sessions are kept.
 *
 * @param sessions by their key
 * @param tickets by the SHA-256 hash of the cookie
 * @param handoffs by the SHA-256 hash of the code
 */
public record SessionStores(
        EphemeralStore<Session> sessions,
        EphemeralStore<Ticket> tickets,
        EphemeralStore<Handoff> handoffs) {}
