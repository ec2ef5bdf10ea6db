package dev.vestibule.flow.explain;

import dev.vestibule.flow.FlowConfig;
import dev.vestibule.flow.connection.Connection;
import dev.vestibule.flow.step.Step;
import dev.vestibule.flow.step.ask.AskStep;
import dev.vestibule.flow.step.assign.AssignStep;
import dev.vestibule.flow.step.authenticate.AuthenticateStep;
import dev.vestibule.flow.step.authenticate.StepOption;
import dev.vestibule.flow.step.call.Call;
import dev.vestibule.flow.step.call.CallStep;
import dev.vestibule.flow.step.call.OnError;
import dev.vestibule.flow.step.deny.DenyStep;
import dev.vestibule.flow.step.limitsessions.LimitSessionsStep;
import dev.vestibule.flow.step.notice.NoticeStep;
import dev.vestibule.flow.step.notify.NotifyStep;
import dev.vestibule.flow.step.set.SetStep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One sentence for each kind of step; a kind without a line here is named only. */
record StepSentences(FlowConfig config) {
    String of(Step step) {
        String name = step.isNamed() ? step.id() + ": " : "";
        return name
                + switch (step) {
                    case AuthenticateStep asked -> authenticate(asked);
                    case DenyStep deny -> "The login is refused: \"" + deny.message() + "\"";
                    case NoticeStep notice ->
                            "The user reads \"%s\"%s."
                                    .formatted(
                                            notice.text(),
                                            notice.once() ? ", once for each account" : "");
                    case AskStep asked -> ask(asked.ask());
                    case SetStep set -> set(set);
                    case LimitSessionsStep few ->
                            "A user who would have more than %d %s chooses which to end."
                                    .formatted(
                                            few.limit().most(),
                                            few.limit().most() == 1 ? "session" : "sessions");
                    case CallStep asked -> call(asked.call());
                    case NotifyStep told ->
                            "A mail \"%s\" is sent to the address of the account; %s."
                                    .formatted(
                                            told.mail().subject(),
                                            told.mail().onError() == NotifyStep.OnError.DENY
                                                    ? "if it cannot be, the login is refused"
                                                    : "the login does not wait for it");
                    case AssignStep given -> assign(given.assigned());
                    default -> "The step " + step.kind() + " is carried out.";
                };
    }

    /** What a condition that fails means. */
    String stricter(Step step) {
        if (step.ends()) {
            return "the login is refused";
        }
        return step.appliesWhenUnknown() ? "the step applies" : "the step is passed by";
    }

    private static String ask(AskStep.Ask ask) {
        AskStep.Consent consent = ask.consent();
        if (consent == null) {
            return "The user enters "
                    + Words.listed(List.copyOf(ask.fields().keySet()), "and")
                    + ".";
        }
        return "The user agrees to \"%s\" (%s), once for each account; else the login ends."
                .formatted(consent.text(), consent.version());
    }

    private static String set(SetStep step) {
        return "Values are set: "
                + step.values().entrySet().stream()
                        .map(value -> value.getKey() + " = " + value.getValue().source())
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String assign(AssignStep.Assignment given) {
        List<String> parts = new ArrayList<>();
        if (!given.groups().isEmpty()) {
            parts.add("becomes a member of " + Words.listed(given.groups(), "and"));
        }
        given.attributes()
                .forEach((name, value) -> parts.add("gets " + name + " " + value.source()));
        return "The account %s; a later login takes nothing of it back."
                .formatted(Words.listed(parts, "and"));
    }

    private static String call(Call call) {
        String sent = Words.listed(List.copyOf(call.body().keySet()), "and");
        String read = Words.listed(List.copyOf(call.answer().keySet()), "and");
        return "The server at %s is asked%s%s; %s."
                .formatted(
                        call.place(),
                        sent.isEmpty() ? "" : " with " + sent,
                        read.isEmpty() ? "" : ", and answers with " + read,
                        switch (call.onError()) {
                            case OnError.Continue() ->
                                    "if that fails, what reads the answer takes the stricter case";
                            case OnError.Deny() -> "if that fails, the login is refused";
                            case OnError.Answer(var values) ->
                                    "if that fails, the answer is taken to be " + values;
                        });
    }

    private String authenticate(AuthenticateStep step) {
        List<String> options = step.offers().stream().map(this::option).toList();
        StringBuilder sentence =
                new StringBuilder(
                        options.size() == 1
                                ? "The user signs in with " + options.getFirst()
                                : "The user chooses: " + Words.listed(options, "or"));
        if (step.rememberDevice() != null) {
            sentence.append("; a device that the user calls their own completes the step for ")
                    .append(Words.span(step.rememberDevice()));
        }
        sentence.append('.');
        if (!step.choose().isEmpty()) {
            sentence.append(" A page asks for the mail address first: ")
                    .append(
                            step.choose().entrySet().stream()
                                    .map(each -> each.getKey() + " leads to " + each.getValue())
                                    .collect(Collectors.joining(", ")))
                    .append(", every other domain to the rest.");
        }
        if (step.subject()) {
            sentence.append(" It decides whose account it is.");
        }
        if (step.samePerson() != null) {
            sentence.append(" It must be the same user: ").append(step.samePerson().source());
        }
        return sentence.toString();
    }

    private String option(StepOption offer) {
        String id = offer.id();
        Connection connection = config.connections().get(id);
        String name =
                connection == null || connection.title().equals(id)
                        ? id
                        : id + " (\"" + connection.title() + "\")";
        List<String> asked = asked(offer);
        return asked.isEmpty() ? name : name + " [" + String.join("; ", asked) + "]";
    }

    private static List<String> asked(StepOption offer) {
        List<String> asked = new ArrayList<>();
        if (offer.when() != null) {
            asked.add("offered only if: " + offer.when().source());
        }
        if (offer.force()) {
            asked.add("signs in again there");
        }
        if (offer.maxAge() != null) {
            asked.add("signed in there at most " + Words.span(offer.maxAge()) + " ago");
        }
        if (!offer.acr().isEmpty()) {
            asked.add("with the level " + Words.listed(offer.acr(), "or"));
        }
        if (offer.loginHint() != null) {
            asked.add("with the hint " + offer.loginHint().source());
        }
        offer.params().forEach((name, value) -> asked.add("with " + name + " " + value.source()));
        return asked;
    }
}
