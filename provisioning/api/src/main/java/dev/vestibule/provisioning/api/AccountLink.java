package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One of the identities that an account is linked to.
 *
 * @param since when the gateway linked it, null when an administrator did
 */
public record AccountLink(FederatedIdentity identity, @Nullable Instant since) {}
