/**
 * The section {@code gateway}: addresses, sessions, limits, the audit log. {@link GatewaySettings}
 * is what the gateway reads; {@link GatewaySection} has the keys; {@link GatewayCheck} compares
 * them with each other.
 */
@NullMarked
package dev.vestibule.flow.gateway;

import org.jspecify.annotations.NullMarked;
