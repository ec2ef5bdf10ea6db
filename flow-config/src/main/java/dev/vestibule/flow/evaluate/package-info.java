/**
 * Pure decisions: which step comes next, who may pass, what an account looks like. Nothing here
 * waits or keeps a state, so that {@code vestibule simulate} and the gateway decide the same.
 *
 * <p>Begin reading at {@link dev.vestibule.flow.evaluate.FlowEvaluator}, which the login engine
 * asks for the next step of a flow. {@link dev.vestibule.flow.evaluate.AccessEvaluator} says
 * whether a request may pass to an app. {@link dev.vestibule.flow.evaluate.AccountMapper} makes an
 * {@link dev.vestibule.flow.evaluate.AccountMapping} from verified claims: name, attributes and
 * groups.
 */
@NullMarked
package dev.vestibule.flow.evaluate;

import org.jspecify.annotations.NullMarked;
