package dev.vestibule.flow.evaluate;

import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.provisioning.api.ExistingAccounts;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a verified identity's account looks like. */
public sealed interface AccountMapping {

    /**
     * An account is to be written.
     *
     * @param username desired name of the account
     * @param attributes values by LDAP attribute; one that is absent here is not written
     * @param groups the groups that the connection grants, null when it manages none
     * @param namedGroups those of the groups that the configuration names; the others are named by
     *     the provider only
     * @param unknown why these groups are not all; null when they are
     * @param defaulted attributes whose values are defaults, which replace no value
     * @param cleared attributes that an account that exists already loses
     * @param existing how an account is looked for that is not linked
     * @param asked attributes that the user is asked for at the first login, in order
     * @param refused why no new account gets the username; null when it may
     */
    record Mapped(
            String username,
            Map<String, List<String>> attributes,
            @Nullable List<String> groups,
            Set<String> namedGroups,
            @Nullable UnknownGroups unknown,
            Set<String> defaulted,
            Set<String> cleared,
            ExistingAccounts existing,
            Set<String> asked,
            @Nullable UsernameProblem refused)
            implements AccountMapping {
        public Mapped {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            groups = groups == null ? null : List.copyOf(groups);
            namedGroups = Set.copyOf(namedGroups);
            defaulted = Set.copyOf(defaulted);
            cleared = Set.copyOf(cleared);
            asked = Collections.unmodifiableSet(new LinkedHashSet<>(asked));
        }

        /** Names the account only: values are personal. */
        @Override
        public String toString() {
            return "Mapped[username=" + username + ", attributes=" + attributes.keySet() + "]";
        }
    }

    /** The connection's skip rule says that this identity gets no account. */
    record Skipped() implements AccountMapping {}

    /**
     * No account can be made of this identity.
     *
     * @param detail why, for the log; never a claim's value
     */
    record Unmappable(String detail) implements AccountMapping {}

    /**
     * The provider does not tell the groups, and the connection refuses such a login.
     *
     * @param claim the expression that reads them
     * @param detail why it does not give them all, for the log; never a claim's value
     */
    record UnknownGroups(String claim, String detail) implements AccountMapping {}
}
