/**
 * The link by mail.
 *
 * <p>{@link dev.vestibule.gateway.factor.magiclink.MagicLinkFactory} is the line in the list of
 * kinds. {@code MagicLinkAuthenticator} sends the link and waits ({@code MagicLinkPage}). The link
 * shows a page with a button ({@code MagicLinkConfirmPage}) in the browser that began the login,
 * and only the button uses it up: programs that open every link of a mail spend nothing. Begin with
 * the authenticator.
 */
@NullMarked
package dev.vestibule.gateway.factor.magiclink;

import org.jspecify.annotations.NullMarked;
