package dev.vestibule.gateway.factor.magiclink;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * Says that a link was sent, and offers another one.
 *
 * @param address where it was sent, masked
 * @param mails how many mails this login has had; 0 when none could be sent
 */
public record MagicLinkPage(FactorPrompt prompt, String address, int mails) implements FactorPage {
    /** The field that asks for another mail. */
    public static final String AGAIN = "send-again";

    @Override
    public String template() {
        return "factor/magic-link.jte";
    }
}
