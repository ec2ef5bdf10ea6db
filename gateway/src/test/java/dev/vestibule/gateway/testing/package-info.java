/** What tests of several packages share. */
@NullMarked
package dev.vestibule.gateway.testing;

import org.jspecify.annotations.NullMarked;
