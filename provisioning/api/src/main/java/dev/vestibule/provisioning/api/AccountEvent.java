package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountChange.Changes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Something has happened to an account. Published at {@link EventKind#address}, after the directory
 * has taken the change; without the values of attributes.
 *
 * @param id of this event, the same however often it is delivered
 * @param commandId of the command that made the change
 * @param dn the entry's distinguished name
 * @param username null where the entry was gone before
 * @param connection that the command came from, {@code flow:ID} for a step of a flow; null when an
 *     administrator or a timer sent it
 * @param issuer of the identity that the command was about; null when it named none
 */
public record AccountEvent(
        String id,
        EventKind kind,
        Instant time,
        String commandId,
        String dn,
        @Nullable String username,
        @Nullable String connection,
        @Nullable String issuer,
        Changes changes) {

    /** What can happen to an account. The reference of events is made from this. */
    public enum EventKind {
        ACCOUNT_CREATED("account.created", "A first login created the account."),
        ACCOUNT_UPDATED(
                "account.updated", "A login changed attributes or memberships of the account."),
        ACCOUNT_DISABLED(
                "account.disabled", "The account was disabled: no user can sign in to it."),
        ACCOUNT_ENABLED("account.enabled", "A disabled account was re-enabled."),
        ACCOUNT_LINKED("account.linked", "Another identity was linked to the account."),
        ACCOUNT_UNLINKED("account.unlinked", "A link was removed from the account."),
        ACCOUNT_PASSWORD_CHANGED(
                "account.password_changed", "The account was given another password."),
        ACCOUNT_FACTORS_CHANGED(
                "account.factors_changed",
                "A factor (authenticator app, recovery codes, passkey) was added, used up or"
                        + " removed."),
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
}
