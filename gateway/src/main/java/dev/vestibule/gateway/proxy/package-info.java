/** From an authorised request to the upstream and back. */
@NullMarked
package dev.vestibule.gateway.proxy;

import org.jspecify.annotations.NullMarked;
