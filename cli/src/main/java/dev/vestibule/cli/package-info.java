/**
 * The command line and the composition root. {@link dev.vestibule.cli.Main} is where the process
 * begins; {@code *Command} classes are its commands, {@code *Options} what several of them take.
 * {@link dev.vestibule.cli.Gateway} composes a running gateway of {@code ProvisioningModule},
 * {@code AuditModule} and the gateway's own {@link dev.vestibule.gateway.HttpGateway}. {@code
 * AccountConsole} and {@code DirectoryTools} start provisioning alone, for the commands that change
 * accounts or prepare a directory. Nothing but the demo calls this package.
 */
@NullMarked
package dev.vestibule.cli;

import org.jspecify.annotations.NullMarked;
