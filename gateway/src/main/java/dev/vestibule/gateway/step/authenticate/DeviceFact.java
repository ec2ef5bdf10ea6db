package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import java.util.List;

/** Whether the account of a login has called the device its own, for the conditions of the flow. */
record DeviceFact(FactorStore factors, KnownDevices devices) {
    /** The same result, with whether the device is known to the account that was just found. */
    Future<StepResult> onDevice(LoginContext login, StepResult result) {
        if (!(result instanceof StepResult.Done(var facts, var proof))
                || proof == null
                || proof.account() == null) {
            return Future.succeededFuture(result);
        }
        List<AuthenticateStep> remembering =
                login.flow().steps().stream()
                        .filter(AuthenticateStep.class::isInstance)
                        .map(AuthenticateStep.class::cast)
                        .filter(each -> each.rememberDevice() != null)
                        .filter(each ->
                                devices.isNamed(login.http(), FactorSteps.name(login, each)))
                        .toList();
        return remembering.isEmpty()
                ? Future.succeededFuture(result)
                : factors.read(proof.account().id())
                        .map(known ->
                                remembering.stream().anyMatch(each -> knows(login, each, known))
                                        ? new StepResult.Done(facts, proof.onKnownDevice())
                                        : result);
    }

    private boolean knows(LoginContext login, AuthenticateStep step, AccountFactors known) {
        return devices.completed(
                        login.http(),
                        known,
                        FactorSteps.name(login, step),
                        requireNonNull(step.rememberDevice()))
                != null;
    }
}
