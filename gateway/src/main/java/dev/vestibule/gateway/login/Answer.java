package dev.vestibule.gateway.login;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A user's answer to the page of the first login, after consent.
 *
 * @param username null when no username was asked for
 * @param typed the details that the user entered, by LDAP attribute
 * @param password in memory only, for as long as the login lasts; null when none was asked for
 * @param tries the number of answers of this login, including this one
 */
record Answer(
        @Nullable String username,
        Map<String, String> typed,
        @Nullable TypedPassword password,
        int tries) {
    Answer {
        typed = Map.copyOf(typed);
    }

    /** Without what the user typed. */
    @Override
    public String toString() {
        return "Answer[tries=" + tries + "]";
    }
}
