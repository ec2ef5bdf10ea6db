package dev.vestibule.gateway.account;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/** Asks for the current password and a new one. */
public record AccountPasswordPage(FactorPrompt prompt, String username) implements FactorPage {
    @Override
    public String template() {
        return "account/password.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return false;
    }
}
