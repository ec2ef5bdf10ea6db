package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNull;

import dev.vestibule.flow.expression.EvaluationContext.StepFacts;
import dev.vestibule.flow.factor.Factor.Enrolment;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.AccountFactor;
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
import dev.vestibule.provisioning.vocabulary.FactorAttribute;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a step has to do with the factors of an account: which of them it offers, whether one is set
 * up first, and whether the device completes the step. A factor is set up only where the account
 * has none of the step's: the earlier steps are no proof for another factor.
 */
public record FactorSteps(FactorStore factors, KnownDevices devices) {
    private static final String REMEMBER = "remember-device";
    private static final String DEVICE = "remembered_device";

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
        return factors.read(account.id())
                .compose(known -> {
                    Instant completed = completed(login, step, known);
                    return completed == null
                            ? runner.offer(login, step, choice(login, step, known))
                            : Future.succeededFuture(
                                    new StepResult.Done(
                                            new StepFacts(DEVICE, true, List.of(), completed),
                                            null));
                });
    }

    /**
     * Begins the step again where the account got one of its factors since a set-up began that
     * nothing in this step has proved; else null.
     */
    Future<@Nullable StepResult> overtaken(
            LoginContext login, AuthenticateStep step, Choice choice, OptionRunner runner) {
        Account account = login.progress().account();
        if (account == null
                || !choice.isUnproved()
                || !(login.transaction().purpose() instanceof Purpose.SignIn)) {
            return Future.succeededFuture();
        }
        return factors.read(account.id())
                .compose(known -> {
                    Choice now = choice(login, step, known);
                    return now.enrols()
                            ? Future.succeededFuture()
                            : runner.offer(login, step, now).map(result -> result);
                });
    }

    private @Nullable Instant completed(
            LoginContext login, AuthenticateStep step, AccountFactors known) {
        return step.rememberDevice() == null
                        || login.transaction().purpose().fresh(step.id())
                        || step.options().stream()
                                .noneMatch(option -> isCertain(login, option, known))
                ? null
                : devices.completed(login.http(), known, name(login, step), step.rememberDevice());
    }

    private static Choice choice(LoginContext login, AuthenticateStep step, AccountFactors known) {
        List<String> ready =
                step.options().stream().filter(option -> isReady(login, option, known)).toList();
        if (!ready.isEmpty()) {
            return Choice.of(ready).preferring(preferred(step, ready, known.account()));
        }
        if (step.options().stream().anyMatch(option -> isHidden(login, option, known))) {
            throw FactorStore.hidden(known);
        }
        if (!(login.transaction().purpose() instanceof Purpose.SignIn)) {
            throw missing(step, known);
        }
        List<String> main = enrollable(login, step, option -> !isSpare(login, option));
        List<String> possible =
                main.isEmpty() ? enrollable(login, step, option -> isSpare(login, option)) : main;
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
        List<String> required =
                enrollable(
                        login,
                        step,
                        option ->
                                !option.equals(waiting.connection())
                                        && (required(login, option)
                                                || enrolled && isSpare(login, option)));
        return required.isEmpty()
                ? Future.succeededFuture()
                : factors.read(requireNonNull(login.progress().account()).id())
                        .map(known -> firstMissing(login, required, known));
    }

    private static @Nullable String firstMissing(
            LoginContext login, List<String> required, AccountFactors known) {
        if (required.stream().anyMatch(option -> isHidden(login, option, known))) {
            throw FactorStore.hidden(known);
        }
        return required.stream()
                .filter(option -> !isReady(login, option, known))
                .findFirst()
                .orElse(null);
    }

    /** Remembers the device, if the step allows it and the user has asked for it. */
    void remember(LoginContext login, AuthenticateStep step, Answer answer) {
        Account account = login.progress().account();
        if (account != null
                && step.rememberDevice() != null
                && answer.parameters().optional(REMEMBER) != null) {
            devices.remember(login.http(), account.id(), name(login, step), step.rememberDevice());
        }
    }

    private static boolean isSpare(LoginContext login, String option) {
        return login.setup().authenticator(option) instanceof AccountFactor factor
                && factor.isSpare();
    }

    private static boolean required(LoginContext login, String option) {
        return enrolment(login, option) == Enrolment.REQUIRE;
    }

    private static Enrolment enrolment(LoginContext login, String option) {
        var factor = login.config().factors().get(option);
        return factor == null ? Enrolment.NEVER : factor.enrolment();
    }

    private static List<String> enrollable(
            LoginContext login, AuthenticateStep step, Predicate<String> wanted) {
        return step.options().stream()
                .filter(option ->
                        login.setup().authenticator(option) instanceof AccountFactor factor
                                && factor.enrolment() != null
                                && enrolment(login, option) != Enrolment.NEVER)
                .filter(wanted)
                .toList();
    }

    private static boolean isReady(LoginContext login, String option, AccountFactors known) {
        return !(login.setup().authenticator(option) instanceof AccountFactor factor)
                || factor.isReady(known);
    }

    private static boolean isHidden(LoginContext login, String option, AccountFactors known) {
        return login.setup().authenticator(option) instanceof AccountFactor factor
                && factor.isHidden(known);
    }

    /**
     * Whether the account can use the option, and the notes are read that may have forgotten the
     * device: the mark of its values is one of them.
     */
    private static boolean isCertain(LoginContext login, String option, AccountFactors known) {
        if (!(login.setup().authenticator(option) instanceof AccountFactor factor)) {
            return true;
        }
        FactorAttribute attribute = factor.attribute();
        return factor.isReady(known) && (attribute == null || known.isMarked(attribute));
    }

    private static String name(LoginContext login, AuthenticateStep step) {
        return login.flow().id() + "." + step.id();
    }
}
