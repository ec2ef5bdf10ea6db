/** The configuration folder while the gateway runs: delivery, reload, the last good version. */
@NullMarked
package dev.vestibule.gateway.config;

import org.jspecify.annotations.NullMarked;
