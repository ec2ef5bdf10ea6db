package dev.vestibule.gateway.login;

import dev.vestibule.flow.evaluate.Username;
import dev.vestibule.gateway.http.AnswerProblem;
import dev.vestibule.gateway.login.LoginStage.Asking;
import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
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
    record Wrong(Answer answer, AnswerProblem problem) implements AnswerCheck {}

    /** Looks only at what was asked for. */
    static AnswerCheck of(AnswerForm form, Asking stage) {
        Proposal proposal = stage.proposal();
        int tries = stage.tries() + 1;
        Optional<String> username =
                proposal.asksUsername() ? Username.of(form.username()) : Optional.empty();
        if (proposal.asksUsername() && username.isEmpty()) {
            return new Wrong(new Answer(null, null, tries), AnswerProblem.NAME_UNUSABLE);
        }
        String name = username.orElse(null);
        if (name != null && RESERVED.contains(name) && !name.equals(proposal.username())) {
            return new Wrong(new Answer(null, null, tries), AnswerProblem.NAME_TAKEN);
        }
        if (!proposal.asksPassword()) {
            return new Usable(new Answer(name, null, tries));
        }
        AnswerProblem problem =
                PasswordRule.check(form.password(), form.repeated(), known(name, proposal));
        return problem == null
                ? new Usable(new Answer(name, password(form), tries))
                : new Wrong(new Answer(name, null, tries), problem);
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
