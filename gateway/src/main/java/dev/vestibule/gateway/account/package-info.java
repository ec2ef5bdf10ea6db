/**
 * The pages on which signed-in users see and change their own account.
 *
 * <p>The composition root mounts {@link dev.vestibule.gateway.account.AccountRoutes}, where reading
 * begins. {@code AccountHolders} finds the account that a session leads to at this moment, {@code
 * LinksHandler} shows its links ({@code LinksPage}), {@code Removal} removes one. To link another
 * identity, or to prove again who they are, users pass a login of the engine; {@code
 * LinkCompletion} and {@code ReauthenticationCompletion} complete it. {@code Confirmations}
 * remembers recent sign-ins.
 */
@NullMarked
package dev.vestibule.gateway.account;

import org.jspecify.annotations.NullMarked;
