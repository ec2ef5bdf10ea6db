/**
 * The section {@code apps}: {@link App} is one application behind the gateway, {@link AccessRule}
 * says who may pass it, {@link AppIdentity} what it is told about users, and {@link Forwarding}
 * what is changed on the way. {@link AppSection} has the keys, and {@link AppCheck} compares
 * applications.
 */
@NullMarked
package dev.vestibule.flow.app;

import org.jspecify.annotations.NullMarked;
