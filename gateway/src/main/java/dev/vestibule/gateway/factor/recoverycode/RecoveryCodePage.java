package dev.vestibule.gateway.factor.recoverycode;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/** Asks for a recovery code. */
public record RecoveryCodePage(FactorPrompt prompt) implements FactorPage {
    /** The field with the code. */
    public static final String CODE = "code";

    @Override
    public String template() {
        return "factor/recovery-code.jte";
    }
}
