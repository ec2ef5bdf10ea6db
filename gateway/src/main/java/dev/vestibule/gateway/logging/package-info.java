/**
 * How the log is written: {@link dev.vestibule.gateway.logging.LineMessage} makes one line of an
 * event, in which nothing from outside can pass for a line or a field of its own, and {@link
 * dev.vestibule.gateway.logging.FloodFilter} lets nobody fill the disk. The files {@code
 * logback*.xml} name both.
 */
@NullMarked
package dev.vestibule.gateway.logging;

import org.jspecify.annotations.NullMarked;
