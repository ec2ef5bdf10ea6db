/** One suite for every directory that can be started: {@code TestedDirectories} says which ran. */
@NullMarked
package dev.vestibule.provisioning.conformance;

import org.jspecify.annotations.NullMarked;
