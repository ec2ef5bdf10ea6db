package dev.vestibule.gateway.jit;

import dev.vestibule.gateway.http.Page;

/**
 * An account matches, and the user proves with its password that it is theirs. The page shows
 * nothing of the account except what the identity provider sent.
 *
 * @param connection the name of the identity provider
 * @param hint the provider's value by which the account was found
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
