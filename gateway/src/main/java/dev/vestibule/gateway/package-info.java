/**
 * The composition of the HTTP side. {@link dev.vestibule.gateway.HttpGateway} starts the servers;
 * {@code HttpModule} builds every handler once and mounts it, with {@code WebModule} and {@code
 * SessionModule} for what several share; {@link dev.vestibule.gateway.WebhookModule} starts the
 * webhooks. {@link dev.vestibule.gateway.RuntimeContext} is what every part of one process shares,
 * {@code ConfigSnapshot} one version of the configuration. The module {@code cli} calls this
 * package and no other package of the gateway does.
 */
@NullMarked
package dev.vestibule.gateway;

import org.jspecify.annotations.NullMarked;
