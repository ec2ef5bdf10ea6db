package dev.vestibule.gateway.login;

import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

/**
 * A person's answer to what they are asked at the first login; it says yes, or there would be none.
 *
 * @param username null when no username was asked for
 * @param password in memory only, for as long as the login lasts; null when none was asked for
 * @param tries how many answers this login has had, with this one
 */
record Answer(@Nullable String username, @Nullable TypedPassword password, int tries) {

    /** Without what the person typed. */
    @Override
    public String toString() {
        return "Answer[tries=" + tries + "]";
    }
}
