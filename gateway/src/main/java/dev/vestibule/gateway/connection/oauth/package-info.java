/**
 * Sign-in with providers that have OAuth 2.0 (RFC 6749) and no OpenID Connect.
 *
 * <p>{@link dev.vestibule.gateway.connection.oauth.CodeFlow} is the whole sign-in; begin with it.
 * {@code connection.github} and {@code connection.facebook} make one for each connection, from a
 * table of {@link dev.vestibule.gateway.connection.oauth.OAuthProvider} and a {@link
 * dev.vestibule.gateway.connection.oauth.UserApi} of their own.
 */
@NullMarked
package dev.vestibule.gateway.connection.oauth;

import org.jspecify.annotations.NullMarked;
