/**
 * The command line and the composition root: reads the configuration, builds every object once,
 * starts the servers.
 */
@NullMarked
package dev.vestibule.gateway;

import org.jspecify.annotations.NullMarked;
