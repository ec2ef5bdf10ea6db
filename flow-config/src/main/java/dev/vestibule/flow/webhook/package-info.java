/**
 * The section {@code webhooks}: {@link Webhook} is one receiver of events, {@link WebhookSection}
 * has its keys. The gateway's package {@code webhook} delivers the events.
 *
 * <p>Two files, since a section of the YAML has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.webhook;

import org.jspecify.annotations.NullMarked;
