package dev.vestibule.provisioning.api;

/**
 * Query: everything about one account, for an administrator. Answered with {@link
 * Failure.NoSuchAccount} when there is none.
 *
 * @param account its username or its distinguished name
 */
public record ShowAccount(String account) implements Command.Query<AccountDetails> {}
