/**
 * Just-in-time provisioning: from a verified identity to its account, before the login continues.
 *
 * <p>{@code step.authenticate} calls {@link dev.vestibule.gateway.jit.JustInTime}, where reading
 * begins: it asks {@code AccountProvisioning} for the account and turns its {@code AccountResult}
 * into the end of the step, or into what the login waits for ({@code JitState}): the directory, an
 * answer at the first login ({@code FirstLoginPage}, {@code FirstLoginCheck}), or a proof that an
 * account is the user's ({@code ConfirmPage}, {@code OwnershipAttempts}). {@code
 * ProvisionUserFactory} makes the command; {@code SamePerson} holds one login to one user. {@link
 * dev.vestibule.gateway.jit.TokenAccounts} finds the account behind a program's access token, for
 * the package {@code token}, and {@link dev.vestibule.gateway.jit.RenewedAccounts} updates the one
 * behind an open session, for {@code lifecycle}.
 */
@NullMarked
package dev.vestibule.gateway.jit;

import org.jspecify.annotations.NullMarked;
