/**
 * The step that shows a text. The login engine calls {@link
 * dev.vestibule.gateway.step.notice.NoticeHandler}, whose page is {@code NoticePage}; its record
 * and its keys have the same package name in {@code flow-config}.
 *
 * <p>Two files, since each kind of step has a package of its own.
 */
@NullMarked
package dev.vestibule.gateway.step.notice;

import org.jspecify.annotations.NullMarked;
