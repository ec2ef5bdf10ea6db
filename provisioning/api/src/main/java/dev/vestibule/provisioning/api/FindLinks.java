package dev.vestibule.provisioning.api;

/**
 * Query: all links of the account that is linked to this identity; answered by a {@link
 * LinksReply}.
 */
public record FindLinks(FederatedIdentity identity) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.find-links";
}
