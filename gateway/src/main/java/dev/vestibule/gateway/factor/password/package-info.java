/**
 * Passwords of the directory.
 *
 * <p>{@link dev.vestibule.gateway.factor.password.PasswordFactory} is the line in the list of
 * kinds. {@code PasswordAuthenticator} asks for username and password, has the provisioning service
 * check them by a bind, and asks for a new password where the directory wants one. Begin there.
 * {@link dev.vestibule.gateway.factor.password.PasswordChange} changes a password, for the account
 * page too.
 */
@NullMarked
package dev.vestibule.gateway.factor.password;

import org.jspecify.annotations.NullMarked;
