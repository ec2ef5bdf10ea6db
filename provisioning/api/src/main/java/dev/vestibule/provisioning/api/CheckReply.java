package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answer to {@link CheckAccounts}. */
public sealed interface CheckReply permits CheckReply.AccountsChecked, ProvisioningFailure {

    /** All that were asked for, in any order. */
    record AccountsChecked(List<CheckedAccount> accounts) implements CheckReply {
        public AccountsChecked {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * One of them.
     *
     * @param account null when there is none any more: deleted, unlinked, or no longer the only one
     */
    record CheckedAccount(FederatedIdentity identity, @Nullable Account account) {}
}
