/** IP addresses, as settings and expressions name them. */
@NullMarked
package dev.vestibule.flow.address;

import org.jspecify.annotations.NullMarked;
