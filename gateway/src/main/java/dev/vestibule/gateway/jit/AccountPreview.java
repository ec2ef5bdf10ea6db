package dev.vestibule.gateway.jit;

import dev.vestibule.flow.provisioning.Provisioning.Prompt;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The account that the page shows before it is written.
 *
 * @param username free a moment ago
 * @param lacksPassword whether the account is there already, without the password that its user was
 *     asked for
 * @param attributes values by LDAP attribute, as the claims have them
 * @param groups the groups that the connection grants, null when it manages none
 * @param missing attributes that the user must enter, in the order of the configuration
 */
record AccountPreview(
        Prompt prompt,
        String username,
        boolean lacksPassword,
        Map<String, List<String>> attributes,
        @Nullable List<String> groups,
        List<String> missing) {
    public AccountPreview {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        groups = groups == null ? null : List.copyOf(groups);
        missing = List.copyOf(missing);
    }

    boolean asksUsername() {
        return !lacksPassword && asksUsername(prompt);
    }

    static boolean asksUsername(Prompt prompt) {
        return switch (prompt) {
            case USERNAME, USERNAME_AND_PASSWORD -> true;
            case NONE, CONSENT -> false;
        };
    }

    boolean asksPassword() {
        return switch (prompt) {
            case USERNAME_AND_PASSWORD -> true;
            case NONE, CONSENT, USERNAME -> false;
        };
    }

    /** Names attributes only: values are personal. */
    @Override
    public String toString() {
        return "AccountPreview[prompt=" + prompt + ", attributes=" + attributes.keySet() + "]";
    }
}
