/**
 * The identity of a user: what identity providers assert, and what apps see.
 *
 * <p>{@code connection.oidc} makes {@link dev.vestibule.gateway.identity.VerifiedIdentity}, where
 * reading begins; {@code login}, {@code jit}, {@code account} and {@code lifecycle} read it. {@code
 * SubjectLink} and {@code PersonKey} say which account and which user an identity belongs to.
 * {@code SessionIdentities} makes what apps see ({@code SessionIdentity}) of an account, or of
 * claims alone ({@code NamesWithoutAccount}); {@code SessionClaims} says what a session keeps of
 * the claims; {@code ProviderLogin} is the sign-in at the provider; {@code IdentityValues} writes
 * it for headers, each value as {@code HeaderValue} and lists as {@code GroupField}. {@code
 * BearerTokens} is what a connection verifies the access tokens of programs with.
 */
@NullMarked
package dev.vestibule.gateway.identity;

import org.jspecify.annotations.NullMarked;
