/** The {@code demo} command: everything in one process, on this machine only. */
@NullMarked
package dev.vestibule.demo;

import org.jspecify.annotations.NullMarked;
