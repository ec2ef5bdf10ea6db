/**
 * The kind of step that refuses a login: its record and its keys. Two files, since each kind of
 * step has a package of its own. The gateway's handler has the same package name.
 */
@NullMarked
package dev.vestibule.flow.step.deny;

import org.jspecify.annotations.NullMarked;
