package dev.vestibule.gateway.step.authenticate;

import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.gateway.http.Cookies;
import dev.vestibule.gateway.login.Answer;
import dev.vestibule.gateway.login.Authenticator.Attempt.Offers;
import dev.vestibule.gateway.login.Authenticator.Challenge;
import dev.vestibule.gateway.login.Authenticator.Option;
import dev.vestibule.gateway.login.LoginContext;
import dev.vestibule.gateway.login.PendingLogin.Channel;
import dev.vestibule.gateway.login.StepResult;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Authenticating;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choice;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.Choosing;
import dev.vestibule.gateway.step.authenticate.AuthenticateState.EnteringAddress;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/**
 * The options of a step as pages offer them: first the one that the account names, then the one
 * that was chosen the last time.
 */
final class Offered {
    /** The button of a page that leads to the other options. */
    private static final String SWITCH = "another";

    private Offered() {}

    /** Whether the answer asks for another option, or for the page with all of them. */
    static boolean switches(Authenticating waiting, Answer answer) {
        return waiting.choice().several()
                && answer.channel() == Channel.FORM
                && (answer.parameters().optional(SWITCH) != null || answer.option() != null);
    }

    /** Whether the answer says that the user cannot complete the step, and the flow goes on. */
    static boolean givesUp(LoginContext login, AuthenticateStep step, Answer answer) {
        return answer.channel() != Channel.CALLBACK
                && answer.parameters().optional(Offers.CANNOT) != null
                && login.canFail(step);
    }

    /** The option whose own page shows all others too; null when none does. */
    static @Nullable String host(LoginContext login, Choice choice) {
        return choice.enrols() || login.progress().account() != null
                ? null
                : choice.options().stream()
                        .filter(option -> login.setup().authenticator(option).showsOthers())
                        .findFirst()
                        .orElse(null);
    }

    /** Whether the domain of an address leads to the options, and none is known. */
    static boolean asksForAddress(LoginContext login, AuthenticateStep step, Choice choice) {
        return !step.choose().isEmpty()
                && choice.address() == null
                && !choice.enrols()
                && login.progress().identity() == null;
    }

    /** What an address leads to, as far as it is offered. */
    static List<String> optionsOf(AuthenticateStep step, Choice choice, String address) {
        List<String> possible =
                step.optionsOf(address).stream().filter(choice.options()::contains).toList();
        return possible.isEmpty()
                ? step.optionsOf("").stream().filter(choice.options()::contains).toList()
                : possible;
    }

    /** A page that asks for an address, or asks again. */
    static StepResult address(
            LoginContext login, AuthenticateStep step, Choice choice, String typed) {
        boolean wrong = !typed.isEmpty();
        return new StepResult.Ask(
                wrong ? 422 : 200,
                new AddressPage(login.title(), typed, wrong, login.canFail(step), login.form()),
                new EnteringAddress(choice),
                Channel.FORM);
    }

    /** A page that lists all options. */
    static StepResult chooser(LoginContext login, AuthenticateStep step, Choice choice) {
        return new StepResult.Ask(
                200,
                new ChooserPage(
                        login.title(),
                        all(login, choice),
                        login.form().action(),
                        choice.enrols(),
                        login.canFail(step)),
                new Choosing(choice),
                Channel.LINK);
    }

    /** What the user has to do for an option. */
    static StepResult asked(String option, Choice choice, Challenge challenge) {
        return switch (challenge) {
            case Challenge.Redirect(var to, var attempt) ->
                    new StepResult.Redirect(to, new Authenticating(option, choice, attempt));
            case Challenge.Ask(var status, var page, var attempt) ->
                    new StepResult.Ask(
                            status,
                            page,
                            new Authenticating(option, choice, attempt),
                            Channel.FORM);
        };
    }

    /** All options but this one. */
    static List<Option> beside(LoginContext login, Choice choice, String option) {
        return all(login, choice).stream().filter(each -> !each.id().equals(option)).toList();
    }

    private static List<Option> all(LoginContext login, Choice choice) {
        String last = last(login, choice);
        return choice.options().stream()
                .map(option -> shown(login, option, option.equals(last)))
                .sorted(
                        Comparator.<Option, Boolean>comparing(
                                        option -> !option.id().equals(choice.preferred()))
                                .thenComparing(option -> !option.last()))
                .toList();
    }

    private static @Nullable String last(LoginContext login, Choice choice) {
        return Cookies.choices(login.http()).stream()
                .filter(choice.options()::contains)
                .findFirst()
                .orElse(null);
    }

    private static Option shown(LoginContext login, String option, boolean last) {
        var connection = login.config().connections().get(option);
        return new Option(option, connection == null ? null : connection.title(), last);
    }
}
