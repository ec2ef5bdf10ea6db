package dev.vestibule.gateway.login;

import dev.vestibule.gateway.store.EphemeralStore;

import java.util.List;

/**
 * Where logins are kept.
 *
 * @param pending the logins in flight, by key
 * @param traces what remains of each, by key
 * @param browsers the keys of each browser's latest logins, oldest first
 */
public record LoginStores(
        EphemeralStore<PendingLogin> pending,
        EphemeralStore<LoginTrace> traces,
        EphemeralStore<List<String>> browsers) {}
