/**
 * A sample application behind the gateway: shows the headers that arrived and the entry in the
 * directory.
 */
@NullMarked
package dev.vestibule.demo.app;

import org.jspecify.annotations.NullMarked;
