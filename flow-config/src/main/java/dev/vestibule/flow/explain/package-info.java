/**
 * Says a flow in sentences: who is asked for what and when, which connections create accounts, and
 * what happens when a condition fails.
 *
 * <p>{@link FlowExplanation} is the whole text of one flow; {@code StepSentences} has the sentence
 * of each kind of step, {@code AccountSentences} those about provisioning. Pure: the command {@code
 * explain} prints it.
 */
@NullMarked
package dev.vestibule.flow.explain;

import org.jspecify.annotations.NullMarked;
