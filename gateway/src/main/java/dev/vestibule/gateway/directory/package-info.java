/**
 * The gateway's only way to accounts: {@link dev.vestibule.gateway.directory.DirectoryClient} sends
 * the commands of {@code provisioning.api} over the command bus.
 *
 * <p>Login, account pages, the watch over open sessions, the sweep of leavers, readiness and the
 * commands of the command line use it. It is one class and a package of its own, so that whoever
 * looks for what the gateway asks of the directory finds it here, and because nothing else in the
 * gateway may use the bus. What can be asked is listed in {@code provisioning.api.Command}.
 */
@NullMarked
package dev.vestibule.gateway.directory;

import org.jspecify.annotations.NullMarked;
