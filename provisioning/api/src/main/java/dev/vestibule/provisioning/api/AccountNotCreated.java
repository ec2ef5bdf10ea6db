package dev.vestibule.provisioning.api;

/**
 * Answer to {@link ProvisionUser}: the person has no account, and none was wanted. Nothing was
 * written.
 */
public record AccountNotCreated(String commandId) implements ProvisioningReply {}
