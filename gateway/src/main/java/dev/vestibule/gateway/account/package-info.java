/**
 * The pages on which signed-in users see and change their own account.
 *
 * <p>The composition root mounts {@link dev.vestibule.gateway.account.AccountRoutes}, where reading
 * begins: it lists every address with the proof that it needs. {@code AccountHolders} finds the
 * account that a session leads to at this moment. {@code AccountHandler} shows it ({@code
 * AccountPage}), each part by a class named Section; {@code FactorChanges}, {@code PasswordHandler}
 * and {@code SessionChanges} answer its forms. {@code LinksHandler} shows the links ({@code
 * LinksPage}), {@code Removal} removes one. To link another identity, to set up a factor, or to
 * prove again who they are, users pass a login of the engine; {@code AccountCompletion} completes
 * it. {@code Confirmations} remembers recent sign-ins.
 */
@NullMarked
package dev.vestibule.gateway.account;

import org.jspecify.annotations.NullMarked;
