package dev.vestibule.gateway.account;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.http.Page;

/** Asks for the current password and a new one. */
public record AccountPasswordPage(FactorPrompt prompt, String username) implements Page {
    @Override
    public String template() {
        return "account/password.jte";
    }
}
