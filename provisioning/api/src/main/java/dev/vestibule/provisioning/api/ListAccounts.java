package dev.vestibule.provisioning.api;

/**
 * Query: accounts, in pages. Each page is sent as an {@link AccountPage} to an address of the
 * sender, and the next one is read after the sender has replied to it, so that both sides hold one
 * page only. When all are sent the query is answered by a {@link ListReply}.
 *
 * @param pages where the pages are sent; a reply that is not {@code true} ends the listing
 * @param pageSize the most accounts of one page
 * @param memberships whether each account comes with the groups that it is in now, which costs a
 *     search each; else with those that are granted to it
 */
public record ListAccounts(AccountFilter filter, String pages, int pageSize, boolean memberships) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.list-accounts";
}
