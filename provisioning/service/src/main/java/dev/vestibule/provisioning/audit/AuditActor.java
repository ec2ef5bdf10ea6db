package dev.vestibule.provisioning.audit;

/**
 * Who acts in the gateway's place, on the records of a command line.
 *
 * @param user the operating system's user that runs the command
 * @param bindDn whom the directory takes them for
 */
public record AuditActor(String user, String bindDn) {}
