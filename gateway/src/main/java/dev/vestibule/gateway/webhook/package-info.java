/** Tells others over HTTP what happened to accounts, until they have taken it. */
@NullMarked
package dev.vestibule.gateway.webhook;

import org.jspecify.annotations.NullMarked;
