/**
 * Signing out: here, and at the identity provider.
 *
 * <p>The composition root mounts {@link dev.vestibule.gateway.signout.SignOutRoutes}, where reading
 * begins. {@code LogoutHandler} shows {@code LogoutPage} and ends the session; {@link
 * dev.vestibule.gateway.signout.Departures} leads the browser, a {@code Departure}, to the provider
 * and back. {@code BackChannelLogout} and {@code FrontChannelLogout} take {@code ProviderNotices}.
 */
@NullMarked
package dev.vestibule.gateway.signout;

import org.jspecify.annotations.NullMarked;
