/**
 * Signing out: here, and at the identity provider.
 *
 * <p>The composition root mounts {@link dev.vestibule.gateway.signout.LogoutHandler}, where reading
 * begins: it shows {@code LogoutPage} and ends the session. {@link
 * dev.vestibule.gateway.signout.Departures} leads the browser to the provider and back.
 */
@NullMarked
package dev.vestibule.gateway.signout;

import org.jspecify.annotations.NullMarked;
