/**
 * Calls of the gateway to other servers over HTTP, bounded in time and size.
 *
 * <p>{@link dev.vestibule.gateway.outbound.BoundedHttp} sends a message and gives the whole {@link
 * dev.vestibule.gateway.outbound.HttpAnswer}, or an {@code OutboundFailure}; begin with it. {@code
 * OutboundCall} is one call; {@code OutboundRoute} leads it through a proxy where the configuration
 * has one, {@code Authorities} are those that servers are trusted by, {@code JsonObjects} reads the
 * body strictly, {@code ForeignText} makes text from outside fit for the log. Called by {@code
 * connection.oidc} for identity providers, by {@code step.call} for the decisions of other servers,
 * and by {@code webhook} for its route.
 */
@NullMarked
package dev.vestibule.gateway.outbound;

import org.jspecify.annotations.NullMarked;
