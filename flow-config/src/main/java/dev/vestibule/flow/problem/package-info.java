/** Findings about the configuration, each with file, line and path. */
@NullMarked
package dev.vestibule.flow.problem;

import org.jspecify.annotations.NullMarked;
