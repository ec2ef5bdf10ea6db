package dev.vestibule.flow.simulate;

import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.expression.Expression;
import dev.vestibule.flow.expression.facts.EvaluationContext.AccountFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.FirstFacts;
import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.factor.Factor;
import dev.vestibule.flow.scenario.Expectation.Refusal;
import dev.vestibule.flow.scenario.GivenStep;
import dev.vestibule.flow.scenario.ScenarioCheck;
import dev.vestibule.flow.simulate.SimulatedAccounts.Settled;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A step in which the user signs in, with a connection or a factor. */
record SimulatedSignIn(Login login, SimulatedAccounts accounts) {
    StepEnd play(AuthenticateStep asked, GivenStep result, Progress progress) {
        AuthenticateStep step = asked.offering(login.facts(progress));
        String address = result.address();
        List<String> possible = address == null ? step.options() : step.optionsOf(address);
        if (step.options().isEmpty()) {
            return new StepEnd.Failed(
                    Refusal.NO_OPTION, "no option of step " + step.id() + " is offered");
        }
        String option =
                result.option() == null
                        ? possible.stream()
                                .filter(each -> canUse(each, progress))
                                .findFirst()
                                .orElse(null)
                        : result.option();
        if (option == null) {
            return withoutAccount(step);
        }
        if (option.equals(ScenarioCheck.DEVICE)) {
            return device(step, result, progress);
        }
        if (!step.options().contains(option)) {
            return StepEnd.refused(
                    Refusal.STEP_FAILED, "step " + step.id() + " has no option " + option);
        }
        Factor factor = login.config().factors().get(option);
        return factor == null
                ? connection(step, result, progress, login.config().connection(option))
                : factor(step, result, progress, factor);
    }

    private boolean canUse(String option, Progress progress) {
        Factor factor = login.config().factors().get(option);
        return factor == null || progress.account() != null || begins(factor, progress);
    }

    private boolean begins(Factor factor, Progress progress) {
        return factor.identifies()
                && progress.identity() == null
                && login.given().account() != null;
    }

    private static StepEnd withoutAccount(AuthenticateStep step) {
        return StepEnd.refused(
                Refusal.ACCOUNT_REQUIRED,
                "step " + step.id() + " needs an account, and the user has none");
    }

    private StepEnd device(AuthenticateStep step, GivenStep result, Progress progress) {
        if (step.rememberDevice() == null || progress.account() == null) {
            return StepEnd.refused(
                    Refusal.STEP_FAILED,
                    "step " + step.id() + " has no remember-device, or the user no account");
        }
        return passed(step, ScenarioCheck.DEVICE, result, progress);
    }

    private StepEnd factor(
            AuthenticateStep step, GivenStep result, Progress progress, Factor factor) {
        AccountFacts owner = login.given().account();
        if (progress.account() == null && (owner == null || !begins(factor, progress))) {
            return withoutAccount(step);
        }
        if (progress.identity() != null || owner == null) {
            return passed(step, factor.id(), result, progress);
        }
        SimulatedIdentity identity = SimulatedIdentity.ofAccount(factor.id(), owner.username());
        return passed(
                step,
                factor.id(),
                result,
                progress.with(identity, accounts.found(owner, null), false));
    }

    private StepEnd connection(
            AuthenticateStep step, GivenStep result, Progress progress, Connection connection) {
        SimulatedIdentity identity = SimulatedIdentity.of(connection, result.claims());
        boolean known = progress.identities().stream().anyMatch(identity::same);
        boolean linked = result.linked() && progress.account() != null;
        boolean mine = progress.first() == null || known || linked;
        if (!mine && !declared(step, progress, identity)) {
            return StepEnd.refused(
                    Refusal.ANOTHER_USER,
                    "step %s: the identity of %s is not known to be the same user's"
                            .formatted(step.id(), connection.id()));
        }
        Settled settled =
                accounts.settle(
                        connection.provisioning(),
                        login.facts(progress, identity),
                        mine ? owner(progress) : null,
                        result.answers());
        return settled.refused() == null
                ? passed(
                        step,
                        connection.id(),
                        result,
                        progress.with(
                                identity,
                                account(progress, settled, mine, step.subject()),
                                step.subject()))
                : new StepEnd.Ended(settled.refused());
    }

    /** The account that exists before the identity is used. */
    private @Nullable SimulatedAccount owner(Progress progress) {
        AccountFacts given = login.given().account();
        return progress.first() != null
                ? progress.account()
                : given == null ? null : accounts.found(given, null);
    }

    /** A user without an account gets that of the identity, others keep theirs. */
    private static @Nullable SimulatedAccount account(
            Progress progress, Settled settled, boolean mine, boolean subject) {
        return progress.account() == null || mine && settled.account() != null || subject
                ? settled.account()
                : progress.account();
    }

    private boolean declared(AuthenticateStep step, Progress progress, SimulatedIdentity identity) {
        SimulatedIdentity first = progress.first();
        if (step.samePerson() == null || first == null) {
            return false;
        }
        var facts = login.comparing(progress, identity);
        return Expression.holds(
                step.samePerson(),
                facts.after(new FirstFacts(first.claims(), first.connection())),
                false);
    }

    private StepEnd passed(
            AuthenticateStep step, String option, GivenStep result, Progress progress) {
        StepFacts facts =
                new StepFacts(option, true, methods(result), result.at(login.given().now()));
        return new StepEnd.Passed(progress.with(login.flow(), step.id(), facts), option);
    }

    private static List<String> methods(GivenStep result) {
        if (result.amr() != null) {
            return result.amr();
        }
        return switch (result.claims().get("amr")) {
            case String one -> List.of(one);
            case List<?> told -> told.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
