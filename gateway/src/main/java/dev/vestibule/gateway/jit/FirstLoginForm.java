package dev.vestibule.gateway.jit;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A user's answer to the page of the first login, with consent.
 *
 * @param username null if the page has no username
 * @param typed the details that the user entered, by LDAP attribute
 * @param password kept for as long as the login lasts; null if the page has none
 * @param tries the number of answers of this login, including this one
 */
record FirstLoginForm(
        @Nullable String username,
        Map<String, String> typed,
        @Nullable TypedPassword password,
        int tries) {
    /** Before the page was shown. */
    static final FirstLoginForm NONE = new FirstLoginForm(null, Map.of(), null, 0);

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
