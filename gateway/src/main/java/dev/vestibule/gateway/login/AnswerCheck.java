package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.TypedText;
import dev.vestibule.flow.username.Username;
import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.gateway.http.AnswerProblem;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the user's answer against our own rules, before the directory does. */
sealed interface AnswerCheck {
    /** The directory may be asked. */
    record Usable(Answer answer) implements AnswerCheck {}

    /**
     * It has to be typed again.
     *
     * @param answer what of it the page shows again, never the password
     */
    record Wrong(Answer answer, Mistake mistake) implements AnswerCheck {}

    /**
     * Looks only at what was asked for.
     *
     * @param names which names a new account may have
     */
    static AnswerCheck of(AnswerForm form, Asking stage, UsernameRule names) {
        Proposal proposal = stage.proposal();
        Map<String, String> typed = typed(form, proposal);
        int tries = stage.tries() + 1;
        String wanted = trimmed(form.username());
        String name = proposal.asksUsername() ? Username.of(wanted).orElse(null) : null;
        Answer answer = new Answer(name, typed, null, tries);
        Mistake mistake =
                proposal.asksUsername()
                        ? names.problem(wanted).map(AnswerCheck::refused).orElse(null)
                        : null;
        mistake = mistake == null ? mistake(form, proposal, name) : mistake;
        if (mistake != null) {
            boolean keep = mistake.problem().subject() != AnswerProblem.Subject.USERNAME;
            return new Wrong(keep ? answer : new Answer(null, typed, null, tries), mistake);
        }
        return new Usable(
                proposal.asksPassword() ? new Answer(name, typed, password(form), tries) : answer);
    }

    /** Keyboards add a space after a word. */
    private static String trimmed(String typed) {
        int start = 0;
        int end = typed.length();
        while (start < end && typed.charAt(start) == ' ') {
            start++;
        }
        while (start < end && typed.charAt(end - 1) == ' ') {
            end--;
        }
        return typed.substring(start, end);
    }

    private static Mistake refused(UsernameProblem problem) {
        return Mistake.of(
                switch (problem) {
                    case RESERVED -> AnswerProblem.NAME_RESERVED;
                    case UNUSABLE, INVISIBLE, SPACE, COLON, OTHER_FORM, SCRIPTS ->
                            AnswerProblem.NAME_UNUSABLE;
                });
    }

    private static @Nullable Mistake mistake(
            AnswerForm form, Proposal proposal, @Nullable String name) {
        for (String attribute : proposal.asks()) {
            if (TypedText.of(form.typed().getOrDefault(attribute, "")).isEmpty()) {
                return new Mistake(AnswerProblem.FIELD_UNUSABLE, attribute);
            }
        }
        AnswerProblem problem =
                proposal.asksPassword()
                        ? PasswordRule.check(
                                form.password(), form.repeated(), known(name, proposal))
                        : null;
        return problem == null ? null : Mistake.of(problem);
    }

    /** Of what came, what was asked for and can be stored. */
    private static Map<String, String> typed(AnswerForm form, Proposal proposal) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String attribute : proposal.asks()) {
            TypedText.of(form.typed().getOrDefault(attribute, ""))
                    .ifPresent(text -> typed.put(attribute, text));
        }
        return typed;
    }

    private static TypedPassword password(AnswerForm form) {
        return new TypedPassword(PasswordRule.normalised(form.password()));
    }

    /** What others know about the user. */
    private static List<String> known(@Nullable String name, Proposal proposal) {
        List<String> known = new ArrayList<>();
        known.add(name == null ? proposal.username() : name);
        for (String mail : proposal.mapped().attributes().getOrDefault("mail", List.of())) {
            known.add(mail);
            known.add(mail.split("@", 2)[0]);
        }
        return known;
    }
}
