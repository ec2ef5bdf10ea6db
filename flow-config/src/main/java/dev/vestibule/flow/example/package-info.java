/**
 * The examples that the product brings along, one file for each task; the files are in {@code
 * src/main/examples}. {@link Examples} lists and reads them for the commands {@code examples} and
 * {@code init}.
 *
 * <p>One class, since the examples are files and no code.
 */
@NullMarked
package dev.vestibule.flow.example;

import org.jspecify.annotations.NullMarked;
