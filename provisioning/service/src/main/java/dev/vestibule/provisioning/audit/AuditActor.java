package dev.vestibule.provisioning.audit;

/**
 * Who acts instead of the gateway, in the records of a command.
 *
 * @param user the operating system's user that runs the command
 * @param bindDn the DN that the directory uses for the rights
 */
public record AuditActor(String user, String bindDn) {}
