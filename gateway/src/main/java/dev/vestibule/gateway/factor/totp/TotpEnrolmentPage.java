package dev.vestibule.gateway.factor.totp;

import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.QrCode;
import dev.vestibule.gateway.http.Page;

/**
 * Shows a new secret and asks for a code of it.
 *
 * @param secret in base32, for users who cannot scan the picture
 */
public record TotpEnrolmentPage(FactorPrompt prompt, String username, QrCode picture, String secret)
        implements Page {

    @Override
    public String template() {
        return "factor/totp-enrolment.jte";
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    /** The secret in groups of four, as it is easiest to type. */
    public String grouped() {
        return secret.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TotpEnrolmentPage[hidden]";
    }
}
