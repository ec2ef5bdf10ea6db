package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Query: all links of the account that is linked to this identity. Answered with {@link
 * Failure.NoSuchAccount} when there is none.
 */
public record FindLinks(FederatedIdentity identity) implements Command.Query<FindLinks.Links> {

    /**
     * The links of an account; also the answer to {@link LinkAccount}.
     *
     * @param dn the account's entry, for the log
     */
    public record Links(String dn, String username, List<AccountLink> links)
            implements AccountChange {
        public Links {
            links = List.copyOf(links);
        }

        /** Published for the command only; also when the command is repeated. */
        @Override
        public AccountEvent.EventKind happened() {
            return AccountEvent.EventKind.ACCOUNT_LINKED;
        }

        /** With the number of links: the identities are personal data. */
        @Override
        public String toString() {
            return "Links[dn=%s, links=%d]".formatted(dn, links.size());
        }
    }

    /**
     * One of the identities that an account is linked to.
     *
     * @param since when the gateway linked it, null when an administrator did
     */
    public record AccountLink(FederatedIdentity identity, @Nullable Instant since) {}
}
