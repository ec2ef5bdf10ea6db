package dev.vestibule.gateway.step.authenticate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.vestibule.flow.expression.facts.EvaluationContext.StepFacts;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.factor.AccountFactor;
import dev.vestibule.gateway.http.ClientAddress;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.http.FailureKind;
import dev.vestibule.gateway.http.HttpFailure;
import dev.vestibule.gateway.http.HttpFailure.Concern;
import dev.vestibule.gateway.http.Page;
import dev.vestibule.gateway.identity.VerifiedIdentity;
import dev.vestibule.gateway.jit.AccountResult;
import dev.vestibule.gateway.jit.AccountResult.Settled;
import dev.vestibule.gateway.jit.JustInTime;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.login.Authenticator;
import dev.vestibule.gateway.login.Authenticator.Attempt;
import dev.vestibule.gateway.login.Authenticator.Attempt.Offers;
import dev.vestibule.gateway.login.Authenticator.Verdict;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.Purpose;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.session.OtherSessions;
import dev.vestibule.gateway.session.SessionOwner;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Authenticating;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choice;
import dev.vestibule.provisioning.api.Account;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.List;

/** Offers the options of a step, runs the chosen one, and says what its verdict is worth. */
record OptionRunner(JustInTime accounts, FactorSteps factors, OtherSessions sessions) {
    /**
     * Begins the only option, or the one that the link or the account names; else lets the user
     * choose.
     */
    Future<StepResult> offer(LoginContext login, AuthenticateStep step, Choice choice) {
        String wanted = login.wanted();
        if (wanted != null && choice.options().contains(wanted)) {
            return begin(login, step, choice, wanted);
        }
        if (Offered.asksForAddress(login, step, choice)) {
            return Future.succeededFuture(Offered.address(login, step, choice, ""));
        }
        if (choice.preferred() != null) {
            return begin(login, step, choice, choice.preferred());
        }
        return choice.several()
                ? choose(login, step, choice)
                : begin(login, step, choice, choice.options().getFirst());
    }

    /** Offers what the domain of the address leads to. Nothing is looked up for that. */
    Future<StepResult> addressed(
            LoginContext login, AuthenticateStep step, Choice choice, Answer answer) {
        String typed = answer.parameters().required(AddressPage.ADDRESS).strip();
        if (!AddressPage.accepts(typed)) {
            return Future.succeededFuture(Offered.address(login, step, choice, typed));
        }
        List<String> offered = Offered.optionsOf(step, choice, typed);
        return offered.isEmpty()
                ? Future.failedFuture(
                        HttpFailure.of(
                                FailureKind.NO_OPTION_OFFERED,
                                "no option of step " + step.id() + " is for other domains"))
                : offer(login, step, Choice.of(offered, typed));
    }

    /** A page with all options: that of the option that shows the others, or a list of them. */
    private Future<StepResult> choose(LoginContext login, AuthenticateStep step, Choice choice) {
        String host = Offered.host(login, choice);
        return host == null
                ? Future.succeededFuture(Offered.chooser(login, step, choice))
                : begin(login, step, choice, host);
    }

    /** Does what such an answer asks for. */
    Future<StepResult> switched(
            LoginContext login, AuthenticateStep step, Choice choice, Answer answer) {
        String option = answer.option();
        return option == null ? choose(login, step, choice) : chosen(login, step, choice, option);
    }

    /** Begins with the option that the user has chosen, and offers it first the next time. */
    Future<StepResult> chosen(
            LoginContext login, AuthenticateStep step, Choice choice, String option) {
        Cookies.choose(login.http(), option);
        return begin(login, step, choice, option);
    }

    /** Begins with this option. */
    Future<StepResult> begin(
            LoginContext login, AuthenticateStep step, Choice choice, String option) {
        return authenticator(login, option, choice)
                .begin(attempt(login, step, choice, option))
                .map(challenge -> Offered.asked(option, choice, challenge))
                .recover(failure ->
                        Future.failedFuture(
                                failure instanceof AuthenticationFailure told
                                        ? told.shown().concerning(new Concern(null, option, null))
                                        : failure));
    }

    /** Uses the answer to an option. */
    Future<StepResult> verify(
            LoginContext login, AuthenticateStep step, Authenticating waiting, Answer answer) {
        return authenticator(login, waiting.connection(), waiting.choice())
                .verify(attempt(login, step, waiting), waiting.attempt(), answer)
                .compose(verdict -> verified(login, step, waiting, verdict))
                .onSuccess(result -> {
                    if (result instanceof StepResult.Done) {
                        factors.remember(login, step, answer);
                        if (waiting.connection().equals(Offered.host(login, waiting.choice()))) {
                            Cookies.choose(login.http(), waiting.connection());
                        }
                    }
                });
    }

    /** The page to which a link of the option leads. */
    static Page visit(
            LoginContext login, AuthenticateStep step, Authenticating waiting, Answer answer) {
        return authenticator(login, waiting.connection(), waiting.choice())
                .visit(attempt(login, step, waiting), waiting.attempt(), answer)
                .page();
    }

    /** What carries out the option, or sets it up. */
    static Authenticator authenticator(LoginContext login, String option, Choice choice) {
        Authenticator found = login.setup().authenticator(option);
        return choice.enrols()
                ? requireNonNull(((AccountFactor) found).enrolment(), option)
                : found;
    }

    private static Attempt attempt(
            LoginContext login, AuthenticateStep step, Authenticating waiting) {
        return attempt(login, step, waiting.choice(), waiting.connection());
    }

    private static Attempt attempt(
            LoginContext login, AuthenticateStep step, Choice choice, String option) {
        Account account = login.progress().account();
        return new Attempt(
                login.key(),
                () -> ProviderParameters.of(login, step, option, choice.address()),
                login::form,
                login::frame,
                account,
                ClientAddress.counted(login.http()),
                new Offers(
                        login.title(),
                        Offered.beside(login, choice, option),
                        account == null ? null : step.rememberDevice(),
                        login.canFail(step),
                        choice.address(),
                        login.transaction().purpose().confirms()));
    }

    private Future<StepResult> verified(
            LoginContext login, AuthenticateStep step, Authenticating waiting, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Identified(var identity) ->
                    switch (login.transaction().purpose()) {
                        case Purpose.SignIn _ -> accounts.begin(login, step, identity);
                        case Purpose.OfAccount own ->
                                Future.succeededFuture(
                                        JustInTime.done(
                                                login,
                                                identity,
                                                new Settled(own.account(), "none")));
                    };
            case Verdict.SignedIn signedIn ->
                    renewed(login, signedIn).compose(_ -> signedIn(login, step, waiting, signedIn));
            case Verdict.Proved(var amr) -> proved(login, step, waiting, amr);
            case Verdict.Again(var challenge) ->
                    Future.succeededFuture(
                            Offered.asked(waiting.connection(), waiting.choice(), challenge));
        };
    }

    /**
     * The account's factor was right: completes the step, or has a required factor set up first.
     */
    private Future<StepResult> proved(
            LoginContext login, AuthenticateStep step, Authenticating waiting, List<String> amr) {
        List<String> earned =
                new ArrayList<>(requireNonNullElse(waiting.choice().earned(), List.<String>of()));
        amr.stream().filter(method -> !earned.contains(method)).forEach(earned::add);
        return factors.missing(login, step.offering(login.facts()), waiting)
                .compose(missing ->
                        missing == null
                                ? Future.succeededFuture(done(login, waiting.connection(), earned))
                                : begin(
                                        login,
                                        step,
                                        Choice.enrolling(List.of(missing), earned),
                                        missing));
    }

    /** Another user who knew the old password has no session any more. */
    private Future<Void> renewed(LoginContext login, Verdict.SignedIn verdict) {
        return verdict.renewed()
                ? sessions.endAll(login.http(), SessionOwner.of(verdict.account()))
                : Future.succeededFuture();
    }

    /** A login belongs to one user: a later account must be the same. */
    private static Future<StepResult> signedIn(
            LoginContext login,
            AuthenticateStep step,
            Authenticating waiting,
            Verdict.SignedIn verdict) {
        String option = waiting.connection();
        Account account = verdict.account();
        Account earlier = login.progress().account();
        boolean other =
                earlier == null
                        ? login.progress().identity() != null
                        : !earlier.id().equals(account.id());
        if (other) {
            return Future.failedFuture(
                    HttpFailure.of(
                                    FailureKind.ANOTHER_PERSON,
                                    "step %s: %s is not the account of the login"
                                            .formatted(step.id(), account.dn()))
                            .concerning(new Concern(null, option, account.dn())));
        }
        return Future.succeededFuture(
                JustInTime.done(
                        login,
                        VerifiedIdentity.ofAccount(
                                option, account, login.facts().now(), verdict.amr()),
                        AccountResult.of(account, "found")));
    }

    /** The step is complete, by a factor of the account. */
    private static StepResult done(LoginContext login, String option, List<String> amr) {
        return new StepResult.Done(new StepFacts(option, true, amr, login.facts().now()), null);
    }
}
