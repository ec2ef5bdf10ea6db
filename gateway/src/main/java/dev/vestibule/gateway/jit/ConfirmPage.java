package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.Page;

/**
 * An account matches, and the user proves with its password that it is theirs. The page says no
 * more of the account than what the identity provider said of the user.
 *
 * @param connection the name of the identity provider
 * @param hint what it said that the account was found by
 * @param rejected whether the last password was refused
 */
public record ConfirmPage(String connection, String hint, Form form, boolean rejected)
        implements Page {

    @Override
    public String template() {
        return "jit/confirm.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
