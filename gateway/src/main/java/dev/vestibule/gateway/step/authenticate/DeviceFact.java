package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.SessionContinuation;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import java.util.List;

/** Whether the account of a login has called the device its own, for the conditions of the flow. */
public record DeviceFact(FactorStore factors, KnownDevices devices)
        implements SessionContinuation.Devices {
    /** The same result, with whether the device is known to the account that was just found. */
    Future<StepResult> onDevice(LoginContext login, StepResult result) {
        if (!(result instanceof StepResult.Done(var facts, var proof))
                || proof == null
                || proof.account() == null) {
            return Future.succeededFuture(result);
        }
        return isKnown(login.http(), login.flow(), proof.account())
                .map(known -> known ? new StepResult.Done(facts, proof.onKnownDevice()) : result);
    }

    @Override
    public Future<Boolean> isKnown(RoutingContext ctx, Flow flow, Account account) {
        List<AuthenticateStep> remembering =
                flow.steps().stream()
                        .filter(AuthenticateStep.class::isInstance)
                        .map(AuthenticateStep.class::cast)
                        .filter(each -> each.rememberDevice() != null)
                        .filter(each -> devices.isNamed(ctx, FactorSteps.name(flow, each)))
                        .toList();
        return remembering.isEmpty()
                ? Future.succeededFuture(false)
                : factors.read(account.id())
                        .map(known ->
                                remembering.stream()
                                        .anyMatch(each ->
                                                devices.completed(
                                                                ctx,
                                                                known,
                                                                FactorSteps.name(flow, each),
                                                                requireNonNull(
                                                                        each.rememberDevice()))
                                                        != null));
    }
}
