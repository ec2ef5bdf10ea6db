package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.http.Page;

/** Asks for a recovery code. */
public record RecoveryCodePage(FactorPrompt prompt) implements Page {
    /** The field with the code. */
    public static final String CODE = "code";

    @Override
    public String template() {
        return "factor/recovery-code.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }
}
