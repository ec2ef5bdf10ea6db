package dev.vestibule.provisioning.api;

/** What can happen to an account. The reference of events is made from this. */
public enum EventKind {
    ACCOUNT_CREATED("account.created", "A first login has made the account."),
    ACCOUNT_UPDATED(
            "account.updated", "A login has changed attributes or memberships of the account."),
    ACCOUNT_DISABLED("account.disabled", "Nobody can sign in to the account any more."),
    ACCOUNT_ENABLED("account.enabled", "A disabled account can be used again."),
    ACCOUNT_LINKED("account.linked", "One more identity leads to the account."),
    ACCOUNT_UNLINKED("account.unlinked", "An identity no longer leads to the account."),
    ACCOUNT_DELETED("account.deleted", "The account and its memberships are gone.");

    private final String type;
    private final String meaning;

    EventKind(String type, String meaning) {
        this.type = type;
        this.meaning = meaning;
    }

    /** The name that subscribers know, for example {@code account.created}. */
    public String type() {
        return type;
    }

    /** In one sentence, for the reference. */
    public String meaning() {
        return meaning;
    }

    /** Where events of this kind are published on the event bus. */
    public String address() {
        return "vestibule.events." + type;
    }
}
