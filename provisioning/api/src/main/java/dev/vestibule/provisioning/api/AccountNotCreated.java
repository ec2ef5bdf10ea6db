package dev.vestibule.provisioning.api;

/**
 * Answer to {@link ProvisionUser}: the user has no account, and none was to be created. Nothing was
 * written.
 */
public record AccountNotCreated(String commandId) implements ProvisioningReply {}
