package dev.vestibule.provisioning.api;

/**
 * There is no account of this name.
 *
 * @param account the username or distinguished name that was asked for
 */
public record NoSuchAccount(String account) implements ShowReply, ChangeReply {}
