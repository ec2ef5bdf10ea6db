/**
 * {@code vestibule directory}: checks or prepares a directory. Start with {@link
 * dev.vestibule.cli.directory.DirectoryCommand}; {@code DirectoryNeeds} says what a configuration
 * needs of its directory, {@code DirectoryTools} asks the directory through provisioning, and
 * {@code DirectoryReport} prints. {@code vestibule check --directory} uses these three.
 */
@NullMarked
package dev.vestibule.cli.directory;

import org.jspecify.annotations.NullMarked;
