/**
 * Sessions and accounts after a login.
 *
 * <p>Timers of the composition root call {@link dev.vestibule.gateway.lifecycle.AccountWatch},
 * which compares open sessions with the directory, and {@link
 * dev.vestibule.gateway.lifecycle.LeaverSchedule}, which has {@link
 * dev.vestibule.gateway.lifecycle.LeaverSweep} disable the accounts without a recent sign-in, as
 * the command {@code account sweep} does. The package {@code session} calls {@link
 * dev.vestibule.gateway.lifecycle.ProviderWatch}, which asks identity providers again. {@code
 * step.authenticate} calls {@link dev.vestibule.gateway.lifecycle.LeaverDetector} for an answer
 * that an identity provider refuses.
 */
@NullMarked
package dev.vestibule.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
