/**
 * The kind of step that shows a text: {@link NoticeStep} is its record, {@link NoticeType} has its
 * keys. The gateway's handler has the same package name.
 *
 * <p>Two files, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.flow.step.notice;

import org.jspecify.annotations.NullMarked;
