package dev.vestibule.gateway.login;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A person's answer to what they are asked at the first login; it says yes, or there would be none.
 *
 * @param username null when no username was asked for
 * @param typed what they said of themselves, by LDAP attribute
 * @param password in memory only, for as long as the login lasts; null when none was asked for
 * @param tries how many answers this login has had, with this one
 */
record Answer(
        @Nullable String username,
        Map<String, String> typed,
        @Nullable TypedPassword password,
        int tries) {
    Answer {
        typed = Map.copyOf(typed);
    }

    /** Without what the person typed. */
    @Override
    public String toString() {
        return "Answer[tries=" + tries + "]";
    }
}
