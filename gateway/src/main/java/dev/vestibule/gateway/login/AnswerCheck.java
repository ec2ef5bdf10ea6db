package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.TypedText;
import dev.vestibule.flow.evaluate.Username;
import dev.vestibule.gateway.http.AnswerProblem;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What our own rules say to a person's answer, before the directory is asked. */
sealed interface AnswerCheck {
    /** Names that applications give rights to, whether or not an account has them here. */
    Set<String> RESERVED =
            Set.of(
                    "admin",
                    "administrator",
                    "anonymous",
                    "daemon",
                    "guest",
                    "nobody",
                    "operator",
                    "root",
                    "superuser",
                    "support",
                    "sysadmin",
                    "system",
                    "vestibule");

    /** The directory may be asked. */
    record Usable(Answer answer) implements AnswerCheck {}

    /**
     * It has to be typed again.
     *
     * @param answer what of it the page shows again, never the password
     */
    record Wrong(Answer answer, Mistake mistake) implements AnswerCheck {}

    /** Looks only at what was asked for. */
    static AnswerCheck of(AnswerForm form, Asking stage) {
        Proposal proposal = stage.proposal();
        Map<String, String> typed = typed(form, proposal);
        int tries = stage.tries() + 1;
        Optional<String> username =
                proposal.asksUsername() ? Username.of(form.username()) : Optional.empty();
        String name = username.orElse(null);
        Answer answer = new Answer(name, typed, null, tries);
        Mistake mistake = mistake(form, proposal, name);
        if (mistake != null) {
            boolean keep = mistake.problem().subject() != AnswerProblem.Subject.USERNAME;
            return new Wrong(keep ? answer : new Answer(null, typed, null, tries), mistake);
        }
        return new Usable(
                proposal.asksPassword() ? new Answer(name, typed, password(form), tries) : answer);
    }

    private static @Nullable Mistake mistake(
            AnswerForm form, Proposal proposal, @Nullable String name) {
        if (proposal.asksUsername() && name == null) {
            return Mistake.of(AnswerProblem.NAME_UNUSABLE);
        }
        if (name != null && RESERVED.contains(name) && !name.equals(proposal.username())) {
            return Mistake.of(AnswerProblem.NAME_TAKEN);
        }
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

    /** What others know of the person. */
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
