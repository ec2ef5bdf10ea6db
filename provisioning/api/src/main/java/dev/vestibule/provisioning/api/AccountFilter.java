package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Which accounts of the gateway are meant; every condition that is given must hold.
 *
 * @param provisionedBy id of the connection that created them
 * @param notProvisionedBy ids of connections of which none created them, but another one did
 * @param notSignedInSince who has not signed in at or after this
 * @param unusable only those that are disabled or locked
 * @param undecided only those of which nothing says whether they are disabled
 */
public record AccountFilter(
        @Nullable String provisionedBy,
        @Nullable List<String> notProvisionedBy,
        @Nullable Instant notSignedInSince,
        boolean unusable,
        boolean undecided) {
    public AccountFilter {
        notProvisionedBy = notProvisionedBy == null ? null : List.copyOf(notProvisionedBy);
    }

    /** All of them. */
    public static AccountFilter all() {
        return new AccountFilter(null, null, null, false, false);
    }
}
