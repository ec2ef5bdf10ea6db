/**
 * Encryption of small values that leave the gateway.
 *
 * <p>Secrets of factors go into the directory, tokens of identity providers into the store of
 * sessions, and marks of known devices into cookies; all are sealed by the one {@link
 * dev.vestibule.gateway.seal.KeyRing}, where reading begins. {@link
 * dev.vestibule.gateway.seal.KeyFile} has the key where the configuration names none. Two files,
 * because factors and connections, which use them, do not know each other.
 */
@NullMarked
package dev.vestibule.gateway.seal;

import org.jspecify.annotations.NullMarked;
