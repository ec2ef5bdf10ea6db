/** Checks across the whole configuration. */
@NullMarked
package dev.vestibule.flow.validate;

import org.jspecify.annotations.NullMarked;
