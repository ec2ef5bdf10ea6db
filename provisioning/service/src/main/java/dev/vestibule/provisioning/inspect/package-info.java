/**
 * What the administrator's tools ask of a directory: whether it is ready, and how to make it so.
 */
@NullMarked
package dev.vestibule.provisioning.inspect;

import org.jspecify.annotations.NullMarked;
