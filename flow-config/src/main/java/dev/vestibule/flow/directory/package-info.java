/**
 * The section {@code directory}: where accounts are written.
 *
 * <p>Begin reading at {@link DirectorySettings}, which the composition root takes. {@link
 * DirectorySection} has the keys, {@link DirectoryCheck} compares them with each other.
 */
@NullMarked
package dev.vestibule.flow.directory;

import org.jspecify.annotations.NullMarked;
