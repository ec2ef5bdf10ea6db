package dev.vestibule.gateway.jit;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A user's answer to what is asked at the first login; it agrees, or there would be none.
 *
 * @param username null when no username was asked for
 * @param typed what the user said, by LDAP attribute
 * @param password kept for as long as the login lasts; null when none was asked for
 * @param tries the number of answers of this login, including this one
 */
record FirstLoginForm(
        @Nullable String username,
        Map<String, String> typed,
        @Nullable TypedPassword password,
        int tries) {
    /** Before the attribute's name, in the name of its field. */
    static final String ATTRIBUTE = "attribute.";

    public FirstLoginForm {
        typed = Map.copyOf(typed);
    }

    /** Without what the user typed. */
    @Override
    public String toString() {
        return "FirstLoginForm[tries=" + tries + "]";
    }
}
