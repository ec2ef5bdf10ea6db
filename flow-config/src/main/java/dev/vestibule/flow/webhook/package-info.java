/**
 * The section {@code webhooks}: {@link Webhook} is one receiver of events, {@link WebhookSection}
 * has its keys. Two files, since a section of the YAML has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.webhook;

import org.jspecify.annotations.NullMarked;
