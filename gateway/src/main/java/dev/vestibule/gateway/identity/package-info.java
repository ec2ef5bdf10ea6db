/** Verified statements about people. */
@NullMarked
package dev.vestibule.gateway.identity;

import org.jspecify.annotations.NullMarked;
