/**
 * The bus that carries commands from the gateway to the provisioning service, and events back.
 *
 * <p>Begin reading at {@link dev.vestibule.provisioning.bus.CommandBus}: the service registers a
 * handler for each class of command, the gateway sends. {@code MessageWire} is the one codec: a
 * record is handed over as it is within a process, and encrypted with the {@link
 * dev.vestibule.provisioning.bus.BusKey} between two. {@code MessageJson} is its JSON, {@code
 * Messages} lists what may cross. {@link dev.vestibule.provisioning.bus.Cluster} joins the
 * processes.
 */
@NullMarked
package dev.vestibule.provisioning.bus;

import org.jspecify.annotations.NullMarked;
