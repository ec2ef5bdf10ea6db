/**
 * The step that shows a text. The login engine calls {@link
 * dev.vestibule.gateway.step.notice.NoticeHandler}, whose page is {@code NoticePage}; its record
 * and its keys have the same package name in {@code flow-config}.
 */
@NullMarked
package dev.vestibule.gateway.step.notice;

import org.jspecify.annotations.NullMarked;
