package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Something has happened to an account. Published at {@link EventKind#address}, after the directory
 * has taken the change; without the values of attributes.
 *
 * @param id of this event, the same however often it is delivered
 * @param commandId of the command that made the change
 * @param dn the entry's distinguished name
 * @param username null where the entry was gone before
 * @param connection that the command came from; null when an administrator or the clock sent it
 * @param issuer of the identity that the command was about; null when it named none
 */
public record AccountEvent(
        String id,
        EventKind kind,
        Instant time,
        String commandId,
        String dn,
        @Nullable String username,
        @Nullable String connection,
        @Nullable String issuer,
        Changes changes) {}
