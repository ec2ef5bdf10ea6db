package dev.vestibule.provisioning.api;

import java.util.List;

/**
 * Query: the accounts of these identities as they are now, for sessions that are open. Answered by
 * a {@link CheckReply}.
 */
public record CheckAccounts(List<FederatedIdentity> identities) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.check-accounts";

    /** The most identities of one query: the directory is asked for all of them in one search. */
    public static final int MOST = 100;

    public CheckAccounts {
        identities = List.copyOf(identities);
    }
}
