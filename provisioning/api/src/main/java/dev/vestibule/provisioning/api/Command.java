package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.ListAccounts.AccountsListed;

/**
 * What the gateway asks of the provisioning service: a record, sent to the one handler of its class
 * and answered by a {@link Reply}. All commands are found from here: a {@link ChangeCommand} may
 * change the directory, a {@link Query} reads it.
 *
 * @param <R> what the command is answered with when it does not fail
 */
public sealed interface Command<R> permits ChangeCommand, Command.Query {

    /** A command that changes nothing and leaves no record in the audit log. */
    sealed interface Query<R> extends Command<R>
            permits CheckAccounts,
                    CheckDirectory,
                    FindAccount,
                    FindAccount.FindByUsername,
                    FindLinks,
                    Paged,
                    ReadFactors,
                    ShowAccount {}

    /**
     * A query with an answer of any length. Each page is sent to an address of the sender, and the
     * next page is read when the sender has replied to it, so that both sides hold one page only.
     * The reply to the command comes after the last page.
     *
     * @param <P> one page
     */
    sealed interface Paged<P> extends Query<AccountsListed> permits ExportAccounts, ListAccounts {
        /** Where the pages are sent; a reply that is not {@code true} ends the listing. */
        String pages();
    }
}
