package dev.vestibule.provisioning.api;

/**
 * Query: the account that is linked to this identity; it may be disabled or locked. Answered with
 * {@link Failure.NoSuchAccount} when there is none.
 */
public record FindAccount(FederatedIdentity identity) implements Command.Query<Account> {
    /**
     * Query: the account with this username; it may be disabled or locked. Answered with {@link
     * Failure.NoSuchAccount} when there is none, and with {@link Failure.AccountConflict} when
     * there are several.
     */
    public record FindByUsername(String username) implements Command.Query<Account> {}
}
