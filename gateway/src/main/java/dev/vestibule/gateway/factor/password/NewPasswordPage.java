package dev.vestibule.gateway.factor.password;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * Asks for a new password, because the old one expires or an administrator has set it.
 *
 * @param required whether the sign-in cannot be completed with the old one
 * @param left for how many days or sign-ins the old one is still accepted
 */
public record NewPasswordPage(FactorPrompt prompt, String username, boolean required, int left)
        implements FactorPage {
    /** The field with the new password. */
    public static final String NEXT = "new-password";

    /** The field with the new password again. */
    public static final String REPEATED = "new-password-again";

    /** The button that keeps the old password for now. */
    public static final String LATER = "later";

    @Override
    public String template() {
        return "factor/new-password.jte";
    }
}
