/**
 * Proofs about every login, by partial evaluation: {@code Ways} tries each option of each step, and
 * the checks look at where the ways lead.
 *
 * <p>The validation of the whole configuration calls {@link dev.vestibule.flow.proof.Proofs}; begin
 * reading there, then {@code Ways}, which alone knows the order of steps. {@code SignIns} says what
 * a sign-in changes, {@code FlowUse} what levels and rules of apps ask of a flow.
 */
@NullMarked
package dev.vestibule.flow.proof;

import org.jspecify.annotations.NullMarked;
