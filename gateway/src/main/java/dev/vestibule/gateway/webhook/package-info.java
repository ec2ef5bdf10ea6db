/**
 * Posts to webhooks over HTTP what happened to accounts, until they have taken it. The composition
 * root deploys it; it listens to the events of provisioning on the bus.
 *
 * <p>Begin at {@link dev.vestibule.gateway.webhook.WebhookVerticle}. It writes each event to the
 * {@link dev.vestibule.gateway.webhook.Outbox}, which is on the disk, and gives it to the {@code
 * WebhookDispatcher} of each webhook. That keeps the order of the events of an account, and retries
 * as {@link dev.vestibule.gateway.webhook.RetrySchedule} says. {@code WebhookClient} posts, {@code
 * Signature} signs. A command line beside the gateway leaves its events with {@link
 * dev.vestibule.gateway.webhook.Handover}.
 */
@NullMarked
package dev.vestibule.gateway.webhook;

import org.jspecify.annotations.NullMarked;
