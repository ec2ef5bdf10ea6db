/**
 * The kind of step that shows a text: its record and its keys. Two files, since each kind of step
 * has a package of its own. The gateway's handler has the same package name.
 */
@NullMarked
package dev.vestibule.flow.step.notice;

import org.jspecify.annotations.NullMarked;
