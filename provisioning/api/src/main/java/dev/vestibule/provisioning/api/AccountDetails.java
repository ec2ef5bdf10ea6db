package dev.vestibule.provisioning.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An account as an administrator sees it. Secret attributes are never in it.
 *
 * @param links the identities that lead to it
 * @param provisionedBy id of the connection whose login created it; null when none did
 * @param provisionedAt when that was
 * @param lastSignIn to the day
 */
public record AccountDetails(
        String dn,
        String username,
        AccountState state,
        List<FederatedIdentity> links,
        @Nullable String provisionedBy,
        @Nullable Instant provisionedAt,
        @Nullable Instant lastSignIn,
        List<AttributeDetails> attributes,
        List<GroupDetails> groups) {
    public AccountDetails {
        links = List.copyOf(links);
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** Whose the value in the directory is. */
    public enum Standing {
        AS_WRITTEN,
        CHANGED_BY_HAND,
        REMOVED_BY_HAND,
        CLEARED,
        BY_HAND
    }

    /**
     * One attribute.
     *
     * @param connection whose login the gateway last wrote it at; null where that is not on record
     * @param writtenAt when that was; null where that is not on record
     */
    public record AttributeDetails(
            String name,
            List<String> values,
            Standing standing,
            @Nullable String connection,
            @Nullable Instant writtenAt) {
        public AttributeDetails {
            values = List.copyOf(values);
        }

        /** Without values, so that no log can carry them. */
        @Override
        public String toString() {
            return "AttributeDetails[name=%s, standing=%s]".formatted(name, standing);
        }
    }

    /**
     * One group.
     *
     * @param grantedBy the connections that grant it; none for a membership given by hand
     * @param member whether the account is a member now
     * @param removed whether an administrator removed the account from it: no login gives the
     *     membership again
     */
    public record GroupDetails(
            String name, List<String> grantedBy, boolean member, boolean removed) {
        public GroupDetails {
            grantedBy = List.copyOf(grantedBy);
        }
    }
}
