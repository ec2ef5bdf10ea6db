/**
 * The section {@code flows}: what a login must pass, step by step.
 *
 * <p>{@link Step} is one requirement of any kind, {@link StepType} is a kind: its key, its keys and
 * its checks. Each kind is a package below this one ({@code authenticate}, {@code deny}) and a line
 * where the kinds are listed; {@link StepTypes} reads steps through that list. {@link Flow} is a
 * list of steps, and {@link FlowCheck} proves what holds for steps of every kind. Begin with {@link
 * StepType}.
 */
@NullMarked
package dev.vestibule.flow.step;

import org.jspecify.annotations.NullMarked;
