package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * Asks for a passkey.
 *
 * @param username of the login's account; empty when it has none
 * @param options what the browser is asked for, as JSON
 */
public record PasskeyPage(FactorPrompt prompt, String username, String options)
        implements FactorPage {
    /** The field with the browser's answer, as JSON (section 5.1, {@code toJSON}). */
    public static final String CREDENTIAL = "credential";

    @Override
    public String template() {
        return "factor/passkey.jte";
    }

    @Override
    public String script() {
        return PasskeyScript.PATH;
    }
}
