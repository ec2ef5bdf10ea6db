package dev.vestibule.provisioning.api;

/**
 * Query: accounts as they are in the directory, without secrets, in pages. Each page is sent as a
 * {@link LdifPage} to an address of the sender, and the next one is read after the sender has
 * replied to it, as with {@link ListAccounts}; in the end the query is answered by a {@link
 * ListReply}.
 *
 * @param pages where the pages are sent; a reply that is not {@code true} ends the export
 * @param pageSize the most accounts of one page
 */
public record ExportAccounts(AccountFilter filter, String pages, int pageSize) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.export-accounts";
}
