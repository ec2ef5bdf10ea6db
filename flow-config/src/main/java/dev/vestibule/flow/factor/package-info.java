/**
 * The section {@code factors}: passwords, one-time codes and the like, which belong to an account
 * of the directory and need no identity provider.
 *
 * <p>{@link dev.vestibule.flow.factor.Factor} is one of any kind, {@link
 * dev.vestibule.flow.factor.FactorType} is a kind: its id and its keys, which the record declares.
 * Each kind is a package below this one ({@code password}, {@code totp}) and a line where the kinds
 * are listed; {@link dev.vestibule.flow.factor.FactorTypes} reads the section through that list.
 * Called by the root section; steps name factors beside connections.
 */
@NullMarked
package dev.vestibule.flow.factor;

import org.jspecify.annotations.NullMarked;
