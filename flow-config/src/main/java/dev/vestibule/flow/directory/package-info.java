/**
 * The section {@code directory}: {@link DirectorySettings} says where accounts are written, {@link
 * DirectorySection} has the keys, {@link DirectoryCheck} compares them with each other.
 */
@NullMarked
package dev.vestibule.flow.directory;

import org.jspecify.annotations.NullMarked;
