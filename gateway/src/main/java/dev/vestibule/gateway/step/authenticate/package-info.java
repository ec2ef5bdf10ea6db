/**
 * The step that proves who the user is. The login engine calls {@link
 * dev.vestibule.gateway.step.authenticate.AuthenticateHandler}: it shows the options ({@code
 * ChooserPage}, {@code Offered}), hands the user over to the {@code Authenticator} of the chosen
 * one, and passes the verified identity on to {@code jit}. {@code FactorSteps} says what the step
 * means for an account and its factors. {@code AuthenticateState} says what it waits for.
 */
@NullMarked
package dev.vestibule.gateway.step.authenticate;

import org.jspecify.annotations.NullMarked;
