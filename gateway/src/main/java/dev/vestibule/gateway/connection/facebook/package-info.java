/**
 * Sign-in with Facebook, by OAuth 2.0 and the Graph API.
 *
 * <p>The composition root registers {@code FacebookAuthenticators}, which has the addresses; {@code
 * FacebookUser} asks who the user is. Begin with the latter; the sign-in itself is {@code CodeFlow}
 * of {@code connection.oauth}. The package is small because each kind of connection has one.
 */
@NullMarked
package dev.vestibule.gateway.connection.facebook;

import org.jspecify.annotations.NullMarked;
