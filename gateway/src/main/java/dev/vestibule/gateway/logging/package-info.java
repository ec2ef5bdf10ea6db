/**
 * How the log is written: {@link dev.vestibule.gateway.logging.LineMessage} makes one line of an
 * event, in which a value from outside can never look like a line or a field, and {@link
 * dev.vestibule.gateway.logging.FloodFilter} keeps a client from filling the disk. The files {@code
 * logback*.xml} name both.
 */
@NullMarked
package dev.vestibule.gateway.logging;

import org.jspecify.annotations.NullMarked;
