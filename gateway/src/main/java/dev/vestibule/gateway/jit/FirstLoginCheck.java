package dev.vestibule.gateway.jit;

import dev.vestibule.flow.evaluate.TypedText;
import dev.vestibule.flow.username.Username;
import dev.vestibule.flow.username.UsernameProblem;
import dev.vestibule.flow.username.UsernameRule;
import dev.vestibule.gateway.http.RequestParameters;
import dev.vestibule.gateway.jit.FieldError.Problem;
import dev.vestibule.gateway.jit.JitState.AwaitingFirstLogin;
import dev.vestibule.provisioning.api.TypedPassword;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks a user's answer against our own rules, before the directory does.
 *
 * @param form the part of the answer that is used, or shown again
 * @param errors everything that is wrong with it; empty if the directory may check it
 */
record FirstLoginCheck(FirstLoginForm form, List<FieldError> errors) {

    /**
     * Checks only the fields of the page.
     *
     * @param names which names a new account may have
     */
    static FirstLoginCheck of(
            RequestParameters sent, AwaitingFirstLogin waiting, UsernameRule names) {
        AccountPreview preview = waiting.preview();
        Map<String, String> typed = typed(sent, preview);
        int tries = waiting.wanted().form().tries() + 1;
        String wanted = trimmed(sent.text("username"));
        String name = preview.asksUsername() ? Username.of(wanted).orElse(null) : null;
        List<FieldError> errors = new ArrayList<>();
        if (preview.asksUsername()) {
            names.problem(wanted).map(FirstLoginCheck::refused).ifPresent(errors::add);
        }
        boolean keep = errors.isEmpty();
        addErrors(sent, preview, name, errors);
        TypedPassword password =
                errors.isEmpty() && preview.asksPassword()
                        ? new TypedPassword(PasswordRule.normalised(sent.text("password")))
                        : null;
        return new FirstLoginCheck(
                new FirstLoginForm(keep ? name : null, typed, password, tries), errors);
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

    private static FieldError refused(UsernameProblem problem) {
        return FieldError.of(
                switch (problem) {
                    case RESERVED -> Problem.NAME_RESERVED;
                    case UNUSABLE, INVISIBLE, SPACE, COLON, OTHER_FORM, SCRIPTS ->
                            Problem.NAME_UNUSABLE;
                });
    }

    private static void addErrors(
            RequestParameters sent,
            AccountPreview preview,
            @Nullable String name,
            List<FieldError> errors) {
        for (String attribute : preview.missing()) {
            if (TypedText.of(field(sent, attribute)).isEmpty()) {
                errors.add(new FieldError(Problem.FIELD_UNUSABLE, attribute));
            }
        }
        if (preview.asksPassword()) {
            PasswordRule.problems(
                            sent.text("password"), sent.text("repeated"), known(name, preview))
                    .forEach(problem -> errors.add(FieldError.of(problem)));
        }
    }

    /** The values of the page's fields that can be stored. */
    private static Map<String, String> typed(RequestParameters sent, AccountPreview preview) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String attribute : preview.missing()) {
            TypedText.of(field(sent, attribute)).ifPresent(text -> typed.put(attribute, text));
        }
        return typed;
    }

    private static String field(RequestParameters sent, String attribute) {
        return sent.text(FirstLoginForm.ATTRIBUTE + attribute);
    }

    /** What others know of the user. */
    private static List<String> known(@Nullable String name, AccountPreview preview) {
        List<String> known = new ArrayList<>();
        known.add(name == null ? preview.username() : name);
        for (String mail : preview.attributes().getOrDefault("mail", List.of())) {
            known.add(mail);
            known.add(mail.split("@", 2)[0]);
        }
        return known;
    }
}
