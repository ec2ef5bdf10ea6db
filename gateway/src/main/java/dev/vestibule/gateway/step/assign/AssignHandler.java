package dev.vestibule.gateway.step.assign;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.gateway.directory.DirectoryClient;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.jit.AccountResult;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.LoginState;
import dev.vestibule.gateway.login.StepHandler;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ChangeCommand.AccountAssigned;
import dev.vestibule.provisioning.api.ChangeCommand.AssignToAccount;
import dev.vestibule.provisioning.api.Failure.DirectoryUnavailable;
import dev.vestibule.provisioning.api.Reply;
import dev.vestibule.provisioning.api.Reply.Failed;
import dev.vestibule.provisioning.api.Reply.Value;

import io.vertx.core.Future;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The step that gives the user's account groups and attributes. The login continues with the
 * account as the directory has it then.
 */
public record AssignHandler(DirectoryClient provisioning) implements StepHandler<AssignStep> {
    /** Recorded in the directory as the origin of what the step gives. */
    private static final String SOURCE = "flow:";

    /** Where an account is disabled or locked the login ends, whatever the flow says. */
    private static final Set<FailureKind> GO_ON =
            Set.of(
                    FailureKind.ACCOUNT_REQUIRED,
                    FailureKind.ACCOUNT_CONFLICT,
                    FailureKind.ATTRIBUTE_REJECTED,
                    FailureKind.PROVISIONING_REFUSED);

    /** The directory does not answer; the same command is sent again. */
    record AwaitingAssignment(String command) implements LoginState {}

    @Override
    public Class<AssignStep> kind() {
        return AssignStep.class;
    }

    @Override
    public Set<Class<? extends LoginState>> states() {
        return Set.of(AwaitingAssignment.class);
    }

    @Override
    public Future<StepResult> begin(LoginContext login, AssignStep step) {
        return assign(login, step, new AwaitingAssignment(UUID.randomUUID().toString()));
    }

    @Override
    public Future<StepResult> resume(
            LoginContext login, AssignStep step, LoginState state, Answer answer) {
        return assign(login, step, (AwaitingAssignment) state);
    }

    private Future<StepResult> assign(
            LoginContext login, AssignStep step, AwaitingAssignment waiting) {
        Account account = login.progress().account();
        Future<StepResult> result =
                account == null
                        ? Future.failedFuture(
                                HttpFailure.of(
                                        FailureKind.ACCOUNT_REQUIRED,
                                        "step " + step.id() + " needs an account"))
                        : provisioning
                                .send(command(login, step, waiting, account))
                                .map(reply -> result(login, step, waiting, reply));
        return login.canFail(step) ? result.recover(AssignHandler::goingOn) : result;
    }

    private static AssignToAccount command(
            LoginContext login, AssignStep step, AwaitingAssignment waiting, Account account) {
        return new AssignToAccount(
                waiting.command(),
                account.id(),
                SOURCE + login.flow().id(),
                step.assigned().groups(),
                step.assigned().membership(),
                step.assigned().values(login.facts()));
    }

    private static StepResult result(
            LoginContext login,
            AssignStep step,
            AwaitingAssignment waiting,
            Reply<AccountAssigned> reply) {
        return switch (reply) {
            case Value(var assigned) -> {
                AccountResult.Settled settled = AccountResult.of(assigned.account(), "assigned");
                yield new StepResult.Changed(
                        new StepFacts(step.kind(), false, List.of(), login.facts().now()),
                        Objects.requireNonNull(settled.account()));
            }
            case Failed(DirectoryUnavailable(var detail)) -> new StepResult.Wait(detail, waiting);
            case Failed(var failure) ->
                    throw new IllegalStateException(
                            "no result of an assignment: " + AccountResult.of(failure));
        };
    }

    /** Where the flow goes on after a failure of the step, the directory's refusal is one. */
    private static Future<StepResult> goingOn(Throwable failure) {
        return failure instanceof HttpFailure known && GO_ON.contains(known.kind())
                ? Future.succeededFuture(new StepResult.Failed(String.valueOf(known.getMessage())))
                : Future.failedFuture(failure);
    }
}
