package dev.vestibule.provisioning.api;

/** Query: the account that is linked to this identity; answered by an {@link AccountReply}. */
public record FindAccount(FederatedIdentity identity) {

    /** Where the query is sent on the event bus. */
    public static final String ADDRESS = "vestibule.provisioning.find-account";
}
