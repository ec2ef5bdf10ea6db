/**
 * The section {@code webhooks}: {@link Webhook} is one receiver of events, with its keys. The
 * gateway's package {@code webhook} delivers the events.
 *
 * <p>One file, since a section of the YAML has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.webhook;

import org.jspecify.annotations.NullMarked;
