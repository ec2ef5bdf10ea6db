/**
 * How the log is written: {@link dev.vestibule.gateway.logging.LineMessage} makes one line of an
 * event, in which a value from outside can never look like a line or a field, and {@link
 * dev.vestibule.gateway.logging.FloodFilter} keeps a client from filling the disk. The files {@code
 * logback*.xml} name both. {@link dev.vestibule.gateway.logging.AccessLog} is the first handler of
 * requests where an access log is wanted: an {@code AccessLine} for each goes to the {@code
 * AccessLogWriter}.
 */
@NullMarked
package dev.vestibule.gateway.logging;

import org.jspecify.annotations.NullMarked;
