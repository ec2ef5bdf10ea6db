/**
 * The kind of step in which the user signs in, by one of several connections: its record with its
 * keys, and what only it must be checked for. Three files, since each kind of step has a package of
 * its own. The gateway's handler has the same package name.
 */
@NullMarked
package dev.vestibule.flow.step.authenticate;

import org.jspecify.annotations.NullMarked;
