package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Query: accounts, page by page.
 *
 * @param pageSize the most accounts of one page
 * @param memberships whether each account comes with the groups that it is in now, which costs a
 *     search each; else with those that are granted to it
 */
public record ListAccounts(AccountFilter filter, String pages, int pageSize, boolean memberships)
        implements Command.Paged<ListAccounts.AccountPage> {

    /**
     * Selects accounts that connections have created; every condition that is given must hold.
     *
     * @param provisionedBy id of the connection that created them
     * @param notProvisionedBy ids of connections of which none created them, but another one did
     * @param notSignedInSince no sign-in at or after this time
     * @param unusable only those that are disabled or locked
     * @param undecided only those without an explicit enabled or disabled state
     */
    public record AccountFilter(
            @Nullable String provisionedBy,
            @Nullable List<String> notProvisionedBy,
            @Nullable Instant notSignedInSince,
            boolean unusable,
            boolean undecided) {
        public AccountFilter {
            notProvisionedBy = notProvisionedBy == null ? null : List.copyOf(notProvisionedBy);
        }
    }

    /** Some of the accounts. */
    public record AccountPage(List<AccountDetails> accounts) {
        public AccountPage {
            accounts = List.copyOf(accounts);
        }
    }

    /** All that were found have been sent, or the sender wanted no more. */
    public record AccountsListed(long count) {}
}
