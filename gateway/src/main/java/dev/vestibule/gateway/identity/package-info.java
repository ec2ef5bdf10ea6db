/** Verified statements about users. */
@NullMarked
package dev.vestibule.gateway.identity;

import org.jspecify.annotations.NullMarked;
