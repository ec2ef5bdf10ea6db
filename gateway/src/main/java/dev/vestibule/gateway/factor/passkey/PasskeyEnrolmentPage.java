package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * Has the browser create a passkey.
 *
 * @param options what the browser is asked for, as JSON
 */
public record PasskeyEnrolmentPage(FactorPrompt prompt, String username, String options)
        implements FactorPage {
    /** The field with the name that the user gives it. */
    public static final String NAME = "name";

    @Override
    public String template() {
        return "factor/passkey-enrolment.jte";
    }

    @Override
    public String script() {
        return PasskeyScript.PATH;
    }
}
