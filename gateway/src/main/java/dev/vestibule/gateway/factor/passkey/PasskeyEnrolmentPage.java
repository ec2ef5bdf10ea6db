package dev.vestibule.gateway.factor.passkey;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.http.Page;

/**
 * Has the browser create a passkey.
 *
 * @param options what the browser is asked for, as JSON
 */
public record PasskeyEnrolmentPage(FactorPrompt prompt, String username, String options)
        implements Page {
    /** The field with the name that the user gives it. */
    public static final String NAME = "name";

    @Override
    public String template() {
        return "factor/passkey-enrolment.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    @Override
    public String script() {
        return PasskeyScript.PATH;
    }
}
