/** Reverse proxies in front of the gateway, configured as the documentation says. */
@NullMarked
package dev.vestibule.demo.front;

import org.jspecify.annotations.NullMarked;
