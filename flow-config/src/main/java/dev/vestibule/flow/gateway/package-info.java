/**
 * The section {@code gateway}: addresses, sessions, limits, the audit log. {@link GatewaySettings}
 * is what the gateway reads, with its keys; {@link GatewayCheck} compares them with each other.
 *
 * <p>Two files, since a section of the YAML has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.gateway;

import org.jspecify.annotations.NullMarked;
