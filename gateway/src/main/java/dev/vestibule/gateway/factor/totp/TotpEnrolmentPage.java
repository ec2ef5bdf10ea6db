package dev.vestibule.gateway.factor.totp;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;
import dev.vestibule.gateway.factor.QrCode;

/**
 * Shows a new secret and asks for a code of it.
 *
 * @param secret in base32, for users who cannot scan the picture
 */
public record TotpEnrolmentPage(FactorPrompt prompt, String username, QrCode picture, String secret)
        implements FactorPage {

    @Override
    public String template() {
        return "factor/totp-enrolment.jte";
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
