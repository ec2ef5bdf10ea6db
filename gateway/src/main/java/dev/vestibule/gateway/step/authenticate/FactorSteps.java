package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.Flow;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.FactorStore;
import dev.vestibule.gateway.factor.KnownDevices;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Authenticating;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choice;
import dev.vestibule.provisioning.api.Account;
import dev.vestibule.provisioning.api.ReadFactors.AccountFactors;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a step has to do with the factors of an account: which of them it offers, whether one is set
 * up first, and whether the device completes the step. A factor is set up only where the account
 * has none of the step's: the earlier steps are no proof for another factor.
 */
public record FactorSteps(FactorStore factors, KnownDevices devices) {
    private static final String REMEMBER = "remember-device";

    /** Whether one of the step's options belongs to an account. */
    static boolean hasFactor(LoginContext login, AuthenticateStep step) {
        return step.options().stream().anyMatch(login.config().factors()::containsKey);
    }

    /**
     * What a user without an account may choose.
     *
     * @throws HttpFailure {@code ACCOUNT_REQUIRED} when every option needs one
     */
    static Choice withoutAccount(LoginContext login, AuthenticateStep step) {
        boolean begins = login.progress().identity() == null;
        List<String> options =
                step.options().stream()
                        .filter(option -> {
                            var factor = login.config().factors().get(option);
                            return factor == null || begins && factor.identifies();
                        })
                        .toList();
        if (options.isEmpty()) {
            throw HttpFailure.of(
                    FailureKind.ACCOUNT_REQUIRED, "step " + step.id() + " needs an account");
        }
        return Choice.of(options);
    }

    /** Begins the step for the user of an account. */
    Future<StepResult> begin(
            LoginContext login, AuthenticateStep step, Account account, OptionRunner runner) {
        return factors.usable(account.id())
                .compose(known -> {
                    Instant completed = completed(login, step, known);
                    return completed == null
                            ? runner.offer(login, step, choice(login, step, known))
                            : Future.succeededFuture(
                                    new StepResult.Done(
                                            new StepFacts(
                                                    AuthenticateStep.REMEMBERED_DEVICE,
                                                    true,
                                                    List.of(),
                                                    completed),
                                            null));
                });
    }

    /**
     * What the account, as it is now, means for an answer: begins the step again where the account
     * got one of its factors since a set-up began that nothing in this step has proved; else null.
     * Fails when the account cannot be used any more, or has lost the factor that is asked for.
     */
    Future<@Nullable StepResult> overtaken(
            LoginContext login,
            AuthenticateStep step,
            Authenticating waiting,
            OptionRunner runner) {
        Account account = login.progress().account();
        if (account == null || !login.config().factors().containsKey(waiting.connection())) {
            return Future.succeededFuture();
        }
        return factors.usable(account.id())
                .compose(known -> {
                    requireReady(login, step, waiting, known);
                    return isOvertaken(login, step, waiting.choice(), known)
                            ? runner.offer(login, step, choice(login, step, known))
                                    .map(result -> result)
                            : Future.succeededFuture();
                });
    }

    /** What was removed while the user was asked for it is not wrong, and not there either. */
    private static void requireReady(
            LoginContext login,
            AuthenticateStep step,
            Authenticating waiting,
            AccountFactors known) {
        String option = waiting.connection();
        OfferedFactors offered = new OfferedFactors(login, step);
        if (waiting.choice().enrols() || offered.isReady(option, known)) {
            return;
        }
        if (offered.isHidden(option, known)) {
            throw FactorStore.hidden(known);
        }
        throw HttpFailure.of(
                FailureKind.FACTOR_REMOVED,
                "step %s: %s of %s was removed".formatted(step.id(), option, known.account().dn()));
    }

    private static boolean isOvertaken(
            LoginContext login, AuthenticateStep step, Choice choice, AccountFactors known) {
        return choice.isUnproved()
                && login.transaction().purpose() instanceof Purpose.SignIn
                && !choice(login, step, known).enrols();
    }

    private @Nullable Instant completed(
            LoginContext login, AuthenticateStep step, AccountFactors known) {
        return step.rememberDevice() == null
                        || login.transaction().purpose().fresh(step.id())
                        || step.options().stream()
                                .noneMatch(option ->
                                        new OfferedFactors(login, step).isCertain(option, known))
                ? null
                : devices.completed(
                        login.http(), known, name(login.flow(), step), step.rememberDevice());
    }

    private static Choice choice(LoginContext login, AuthenticateStep step, AccountFactors known) {
        OfferedFactors offered = new OfferedFactors(login, step);
        List<String> ready =
                step.options().stream().filter(option -> offered.isReady(option, known)).toList();
        if (!ready.isEmpty()) {
            return Choice.of(ready).preferring(preferred(step, ready, known.account()));
        }
        if (step.options().stream().anyMatch(option -> offered.isHidden(option, known))) {
            throw FactorStore.hidden(known);
        }
        if (!(login.transaction().purpose() instanceof Purpose.SignIn)) {
            throw missing(step, known);
        }
        List<String> main = offered.enrollable(option -> !offered.isSpare(option));
        List<String> possible = main.isEmpty() ? offered.enrollable(offered::isSpare) : main;
        if (possible.isEmpty()) {
            throw missing(step, known);
        }
        return Choice.enrolling(possible, List.of());
    }

    /** The first of the options that the step's attribute of the account names; null for none. */
    private static @Nullable String preferred(
            AuthenticateStep step, List<String> ready, Account account) {
        Set<String> named =
                account.attributes().entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(step.preferredAttribute()))
                        .flatMap(each -> each.getValue().stream())
                        .collect(Collectors.toSet());
        return ready.stream().filter(named::contains).findFirst().orElse(null);
    }

    private static HttpFailure missing(AuthenticateStep step, AccountFactors known) {
        return HttpFailure.of(
                FailureKind.FACTOR_MISSING,
                "step %s: none of its factors is set up for %s"
                        .formatted(step.id(), known.account().dn()));
    }

    /**
     * The next factor that is set up before the step is complete, because it is required or a spare
     * for the one that was just set up; null when there is none.
     */
    Future<@Nullable String> missing(
            LoginContext login, AuthenticateStep step, Authenticating waiting) {
        boolean enrolled = waiting.choice().enrols();
        OfferedFactors offered = new OfferedFactors(login, step);
        List<String> required =
                offered.enrollable(option ->
                        !option.equals(waiting.connection())
                                && (offered.isRequired(option)
                                        || enrolled && offered.isSpare(option)));
        return required.isEmpty()
                ? Future.succeededFuture()
                : factors.read(requireNonNull(login.progress().account()).id())
                        .map(known -> firstMissing(offered, required, known));
    }

    private static @Nullable String firstMissing(
            OfferedFactors offered, List<String> required, AccountFactors known) {
        if (required.stream().anyMatch(option -> offered.isHidden(option, known))) {
            throw FactorStore.hidden(known);
        }
        return required.stream()
                .filter(option -> !offered.isReady(option, known))
                .findFirst()
                .orElse(null);
    }

    /** Remembers the device, if the step allows it and the user has asked for it. */
    void remember(LoginContext login, AuthenticateStep step, Answer answer) {
        Account account = login.progress().account();
        if (account != null
                && step.rememberDevice() != null
                && answer.parameters().optional(REMEMBER) != null) {
            devices.remember(
                    login.http(), account.id(), name(login.flow(), step), step.rememberDevice());
        }
    }

    static String name(Flow flow, AuthenticateStep step) {
        return flow.id() + "." + step.id();
    }
}
