package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Query: the accounts of these identities as they are now, for open sessions. */
public record CheckAccounts(List<FederatedIdentity> identities)
        implements Command.Query<CheckAccounts.AccountsChecked> {

    /** The most identities of one query: the directory is asked for all of them in one search. */
    public static final int MOST = 100;

    public CheckAccounts {
        identities = List.copyOf(identities);
    }

    /** All that were asked for, in any order. */
    public record AccountsChecked(List<CheckedAccount> accounts) {
        public AccountsChecked {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * One of them.
     *
     * @param account null when there is none any more: deleted, unlinked, or no longer the only one
     */
    public record CheckedAccount(FederatedIdentity identity, @Nullable Account account) {}
}
