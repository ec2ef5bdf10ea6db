package dev.vestibule.gateway.factor.totp;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/** Asks for a code of an authenticator app. */
public record TotpPage(FactorPrompt prompt, String username) implements FactorPage {
    /** The field with the code. */
    public static final String CODE = "code";

    @Override
    public String template() {
        return "factor/totp.jte";
    }
}
