/**
 * The section {@code gateway}: addresses, sessions, limits, the audit log. {@link GatewaySettings}
 * is what the gateway reads, with its keys; {@link GatewayCheck} compares them with each other.
 * {@code OutgoingProxy} says which calls of the gateway go through a proxy.
 */
@NullMarked
package dev.vestibule.flow.gateway;

import org.jspecify.annotations.NullMarked;
