package dev.vestibule.gateway.factor.totp;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.http.Page;

/** Asks for a code of an authenticator app. */
public record TotpPage(FactorPrompt prompt, String username) implements Page {
    /** The field with the code. */
    public static final String CODE = "code";

    @Override
    public String template() {
        return "factor/totp.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
