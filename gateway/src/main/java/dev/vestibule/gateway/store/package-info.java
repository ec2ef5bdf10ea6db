/** The one store of everything ephemeral: expiry and atomic take. */
@NullMarked
package dev.vestibule.gateway.store;

import org.jspecify.annotations.NullMarked;
