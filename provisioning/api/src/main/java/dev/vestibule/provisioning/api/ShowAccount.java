package dev.vestibule.provisioning.api;

/**
 * Query: everything about one account, for an administrator; answered by a {@link ShowReply}.
 *
 * @param account its username or its distinguished name
 */
public record ShowAccount(String account) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.show-account";
}
