package dev.vestibule.gateway.factor.magiclink;

import dev.vestibule.gateway.factor.FactorPage;
import dev.vestibule.gateway.factor.FactorPrompt;

/**
 * The page of a link that came by mail: its button completes the sign-in.
 *
 * @param link the secret of the link
 */
public record MagicLinkConfirmPage(FactorPrompt prompt, String username, String link)
        implements FactorPage {
    /** The parameter with the secret. */
    public static final String LINK = "link";

    @Override
    public String template() {
        return "factor/magic-link-confirm.jte";
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "MagicLinkConfirmPage[hidden]";
    }
}
