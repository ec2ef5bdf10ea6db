/**
 * The section {@code apps}: {@link App} is one application behind the gateway, {@link AccessRule}
 * says who may pass it; {@link AppSection} has the keys, and {@link AppCheck} compares
 * applications.
 */
@NullMarked
package dev.vestibule.flow.app;

import org.jspecify.annotations.NullMarked;
