/**
 * Sign-in with GitHub, or with a GitHub Enterprise server.
 *
 * <p>The composition root registers {@code GithubAuthenticators}, which has the addresses; {@code
 * GithubUser} asks who the user is. Begin with the latter; the sign-in itself is {@code CodeFlow}
 * of {@code connection.oauth}. The package is small because each kind of connection has one.
 */
@NullMarked
package dev.vestibule.gateway.connection.github;

import org.jspecify.annotations.NullMarked;
