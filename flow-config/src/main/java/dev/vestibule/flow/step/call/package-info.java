/**
 * The kind of step that asks another server for a decision: {@link CallStep} is its record, a
 * {@link Call} says what is sent and what the answer must look like, an {@link AnswerField} one
 * value of it, {@link OnError} what a failed call means. The gateway's handler has the same package
 * name. Begin with {@link Call}.
 */
@NullMarked
package dev.vestibule.flow.step.call;

import org.jspecify.annotations.NullMarked;
