/**
 * The gateway's only way to accounts: {@link dev.vestibule.gateway.directory.DirectoryClient} sends
 * the commands of {@code provisioning.api} over the command bus.
 *
 * <p>Login, account pages, the watch over open sessions, the sweep of leavers, readiness and the
 * commands of the command line use it. It has a package of its own with one class, because nothing
 * else in the gateway may use the bus, and what the gateway asks of the directory is found in one
 * place. What can be asked is listed in {@code provisioning.api.Command}.
 */
@NullMarked
package dev.vestibule.gateway.directory;

import org.jspecify.annotations.NullMarked;
