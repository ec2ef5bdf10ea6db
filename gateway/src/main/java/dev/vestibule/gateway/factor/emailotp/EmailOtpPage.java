package dev.vestibule.gateway.factor.emailotp;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * Asks for the code that was sent by mail.
 *
 * @param address where it was sent, masked
 * @param mails how many mails this login has had; 0 when none could be sent
 */
public record EmailOtpPage(FactorPrompt prompt, String address, int mails) implements FactorPage {
    /** The field with the code. */
    public static final String CODE = "code";

    /** The button that asks for another mail. */
    public static final String AGAIN = "send-again";

    @Override
    public String template() {
        return "factor/email-otp.jte";
    }
}
