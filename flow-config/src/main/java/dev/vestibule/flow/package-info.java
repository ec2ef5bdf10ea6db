/**
 * The only door to the configuration: a folder of YAML becomes an immutable model or a list of
 * problems.
 */
@NullMarked
package dev.vestibule.flow;

import org.jspecify.annotations.NullMarked;
