/**
 * What a signed-in user sees and changes of their own account.
 *
 * <p>The composition root mounts {@link dev.vestibule.gateway.account.AccountRoutes}, where reading
 * begins. {@code AccountHolders} finds the account that a session leads to at this moment, {@code
 * LinksHandler} shows its links ({@code LinksPage}), {@code Removal} takes one away. To link one
 * more identity, or to prove again who they are, users pass a login of the engine; {@code
 * LinkCompletion} and {@code ReauthenticationCompletion} say what it leads to. {@code
 * Confirmations} remembers who has just proved to be here.
 */
@NullMarked
package dev.vestibule.gateway.account;

import org.jspecify.annotations.NullMarked;
