package dev.vestibule.provisioning.api;

import java.util.Arrays;
import java.util.List;

/** What can happen to an account. The reference of events is made from this. */
public enum EventKind {
    ACCOUNT_CREATED("account.created", "A first login created the account."),
    ACCOUNT_UPDATED("account.updated", "A login changed attributes or memberships of the account."),
    ACCOUNT_DISABLED("account.disabled", "The account was disabled: no user can sign in to it."),
    ACCOUNT_ENABLED("account.enabled", "A disabled account was re-enabled."),
    ACCOUNT_LINKED("account.linked", "Another identity was linked to the account."),
    ACCOUNT_UNLINKED("account.unlinked", "A link was removed from the account."),
    ACCOUNT_DELETED("account.deleted", "The account and its memberships were deleted.");

    private final String type;
    private final String meaning;

    EventKind(String type, String meaning) {
        this.type = type;
        this.meaning = meaning;
    }

    /** The names of all kinds. */
    public static List<String> types() {
        return Arrays.stream(values()).map(EventKind::type).toList();
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
