package dev.vestibule.provisioning.api;

import java.util.List;

/** The answer to {@link FindLinks} and {@link LinkAccount}. */
public sealed interface LinksReply
        permits LinksReply.Links, LinksReply.NoAccount, ProvisioningFailure {

    /**
     * The account's links as they are now.
     *
     * @param dn the account's entry, for the log
     */
    record Links(String dn, String username, List<AccountLink> links)
            implements LinksReply, AccountChange {
        public Links {
            links = List.copyOf(links);
        }

        /** Applies to this command only; a repeated command reports it again. */
        @Override
        public EventKind happened() {
            return EventKind.ACCOUNT_LINKED;
        }

        /** The number of links: the identities themselves are personal data. */
        @Override
        public String toString() {
            return "Links[dn=%s, links=%d]".formatted(dn, links.size());
        }
    }

    /** No account is linked to the verified identity. */
    record NoAccount() implements LinksReply {}
}
