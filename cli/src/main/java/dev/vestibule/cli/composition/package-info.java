/**
 * The composition root: what runs in one process. Start with {@link
 * dev.vestibule.cli.composition.Gateway}, which reads the configuration and starts {@code
 * AuditModule}, {@code ProvisioningModule} and the gateway's own {@link
 * dev.vestibule.gateway.HttpGateway}; {@link dev.vestibule.cli.composition.RunningGateway} ends
 * them. The commands use the two modules alone when they change accounts or prepare a directory.
 */
@NullMarked
package dev.vestibule.cli.composition;

import org.jspecify.annotations.NullMarked;
