/** Measures the complete login: everything around the gateway runs here, the gateway elsewhere. */
@NullMarked
package dev.vestibule.bench;

import org.jspecify.annotations.NullMarked;
