/**
 * The service's contract: commands, replies and their codecs. All that the gateway knows of
 * directories.
 */
@NullMarked
package dev.vestibule.provisioning.api;

import org.jspecify.annotations.NullMarked;
