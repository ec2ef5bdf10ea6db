/**
 * Plays a login that is imagined, without side effects: no HTTP, no directory, no secrets. The
 * steps, the access rules and the account are decided by the classes that decide them in the
 * gateway, so that both always agree.
 *
 * <p>{@code Simulator} plays one {@link dev.vestibule.flow.scenario.Given} and gives a {@link
 * Simulation}: the steps with their conditions, the ending, the account. {@code SimulatedSteps}
 * knows what each kind of step does, {@code SimulatedAccounts} what is written. {@link TestRun}
 * compares with what a test expects, {@link TestReport} prints. The commands {@code simulate} and
 * {@code diff} call it. Begin with {@code Simulator}.
 */
@NullMarked
package dev.vestibule.flow.simulate;

import org.jspecify.annotations.NullMarked;
