@NullMarked
package dev.vestibule.gateway.webhook;

import org.jspecify.annotations.NullMarked;
