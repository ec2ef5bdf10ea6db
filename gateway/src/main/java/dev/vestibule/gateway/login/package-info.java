/**
 * The login engine: takes every login from its first request to its end, and knows no kind of step
 * and no protocol.
 *
 * <p>The composition root builds a {@link dev.vestibule.gateway.login.LoginEngine} from the kinds
 * of steps and authenticators that there are ({@code LoginKinds}) and mounts its endpoints. Begin
 * reading at {@code LoginDispatcher}: it asks the flow for the next step and runs that step's
 * {@link dev.vestibule.gateway.login.StepHandler}, whose {@code StepResult} it carries out. {@code
 * LoginStarter} begins a login ({@code LoginHandler} does so for an app); {@code
 * TransactionResumer} is the one place that checks an answer ({@code AnswerHandler}) before it is
 * used. What waits is a {@code PendingLogin}, kept by {@code LoginTransactions}; the version of the
 * configuration that it began with, by {@code LoginSetups}. What a login leads to is its {@code
 * Purpose}, carried out by the {@code Completions}.
 */
@NullMarked
package dev.vestibule.gateway.login;

import org.jspecify.annotations.NullMarked;
