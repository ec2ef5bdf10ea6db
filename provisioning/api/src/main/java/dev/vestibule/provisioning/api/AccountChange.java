package dev.vestibule.provisioning.api;

import dev.vestibule.provisioning.api.AccountEvent.EventKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The value of a reply that says what was done to one account. The audit log and the events are
 * made from it: a new command has both when its reply is one of these.
 */
public interface AccountChange {
    /** What happened to the account; null when it was left as it was. */
    @Nullable EventKind happened();

    /** The entry's distinguished name. */
    String dn();

    /** Null where the reply does not have it. */
    default @Nullable String username() {
        return null;
    }

    /** By name, what changed beside what {@link #happened} says. */
    default Changes changes() {
        return Changes.NONE;
    }

    /**
     * What a command changed, by name: never a value.
     *
     * @param attributes LDAP attributes of the entry, without the gateway's own bookkeeping
     * @param granted names of the groups that the account has joined
     * @param withdrawn names of the groups that the account has left
     * @param omitted LDAP attributes that the directory cannot take as the identity provider has
     *     them
     * @param withheld names of groups that the provider says, that an administrator made, and that
     *     the configuration does not name: the account has not joined them
     * @param removed names of groups that an administrator has removed the account from, as this
     *     command found: it does not join them again
     */
    record Changes(
            List<String> attributes,
            List<String> granted,
            List<String> withdrawn,
            List<String> omitted,
            List<String> withheld,
            List<String> removed) {
        /** Nothing. */
        public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

        public Changes {
            attributes = List.copyOf(attributes);
            granted = List.copyOf(granted);
            withdrawn = List.copyOf(withdrawn);
            omitted = List.copyOf(omitted);
            withheld = List.copyOf(withheld);
            removed = List.copyOf(removed);
        }

        /** Changes of which nothing was left out. */
        public Changes(List<String> attributes, List<String> granted, List<String> withdrawn) {
            this(attributes, granted, withdrawn, List.of(), List.of(), List.of());
        }

        /** The same changes, without these attributes. */
        public Changes omitting(List<String> names) {
            return new Changes(attributes, granted, withdrawn, names, withheld, removed);
        }

        /** The same changes, and the groups that the account was kept out of. */
        public Changes keeping(List<String> withheldGroups, List<String> removedGroups) {
            return new Changes(
                    attributes, granted, withdrawn, omitted, withheldGroups, removedGroups);
        }
    }
}
