/**
 * Passkeys (Web Authentication Level 3), as a second factor and as a sign-in without a username.
 *
 * <p>{@link dev.vestibule.gateway.factor.passkey.PasskeyFactory} is the line in the list of kinds.
 * {@code PasskeyAuthenticator} asks for a passkey, {@code PasskeyEnrolment} adds one; both have
 * their answers verified by {@code RelyingParty}, the one class that knows the WebAuthn library.
 * {@link dev.vestibule.gateway.factor.passkey.Passkeys} are those of an account, for the account
 * page too; {@link dev.vestibule.gateway.factor.passkey.PasskeyScript} is the only script of the
 * gateway's pages. Begin with the authenticator.
 */
@NullMarked
package dev.vestibule.gateway.factor.passkey;

import org.jspecify.annotations.NullMarked;
