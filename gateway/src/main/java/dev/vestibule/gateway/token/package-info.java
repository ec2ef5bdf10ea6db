/**
 * How programs sign in: access tokens that users make for applications.
 *
 * <p>Begin with {@link dev.vestibule.gateway.token.TokenSessions}, which the gate of the apps asks
 * for who a request acts for. {@code Credential} is what a request carries, {@code TokenText} the
 * text of a token; {@code PersonalTokens} keeps tokens with the accounts, each as an {@code
 * AccessToken}, which knows the hash and never the token.
 */
@NullMarked
package dev.vestibule.gateway.token;

import org.jspecify.annotations.NullMarked;
