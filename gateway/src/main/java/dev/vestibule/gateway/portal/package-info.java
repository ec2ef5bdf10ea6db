/**
 * What the gateway shows beside logins: the portal of a user's applications, and the files of its
 * pages.
 *
 * <p>The composition root mounts everything here. Begin reading at {@link
 * dev.vestibule.gateway.portal.PortalHandler}, which asks {@code Admissible} for the applications
 * that the rules may admit the user to and shows a {@link dev.vestibule.gateway.portal.PortalPage}.
 * {@link dev.vestibule.gateway.portal.Unclaimed} answers what belongs to no application: the portal
 * at the gateway's root, the favicon, and a page that leads to the portal. {@link
 * dev.vestibule.gateway.portal.PageFiles} has the style sheet and the pictures, and the switch of
 * languages.
 */
@NullMarked
package dev.vestibule.gateway.portal;

import org.jspecify.annotations.NullMarked;
