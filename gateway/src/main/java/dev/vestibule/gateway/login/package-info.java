/**
 * The login engine: runs every login from its first request to its end, and knows no kind of step
 * and no protocol.
 *
 * <p>The composition root builds a {@link dev.vestibule.gateway.login.LoginEngine} from the kinds
 * of steps and authenticators that there are ({@code LoginKinds}) and mounts its endpoints. Begin
 * reading at {@code LoginDispatcher}: it asks the flow for the next step and runs that step's
 * {@link dev.vestibule.gateway.login.StepHandler}, and carries out its {@code StepResult}. {@code
 * LoginStarter} begins a login ({@code LoginHandler} does so for an app); {@code
 * TransactionResumer} is the one place that checks an answer ({@code AnswerHandler}) before it is
 * used. A login that waits is a {@code PendingLogin} in {@code LoginTransactions}; {@code
 * LoginSetups} keeps its version of the configuration. Its {@code Purpose} says what it is for, and
 * the {@code Completions} carry that out.
 */
@NullMarked
package dev.vestibule.gateway.login;

import org.jspecify.annotations.NullMarked;
