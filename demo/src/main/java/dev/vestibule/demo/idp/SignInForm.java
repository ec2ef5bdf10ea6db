package dev.vestibule.demo.idp;

import dev.vestibule.demo.web.FormFields;

import java.util.Arrays;
import java.util.List;

/** Reads the sign-in page's form. */
final class SignInForm {
    private SignInForm() {}

    /** What the form says; a chosen user has precedence over the typed fields. */
    static SignInChoice read(FormFields form) {
        if (form.text("action").equals("cancel")) {
            return new SignInChoice.Cancel();
        }
        return Person.READY_MADE.stream()
                .filter(person -> person.subject().equals(form.text("person")))
                .findFirst()
                .<SignInChoice>map(SignInChoice.SignInAs::new)
                .orElseGet(() -> typed(form));
    }

    private static SignInChoice typed(FormFields form) {
        Person person =
                new Person(
                        form.text("subject"),
                        form.text("given_name"),
                        form.text("family_name"),
                        form.text("email"),
                        form.has("email_verified"),
                        groups(form.text("groups")));
        return person.subject().isEmpty()
                ? new SignInChoice.Incomplete(
                        "The subject is missing: type any identifier, for example ada.", person)
                : new SignInChoice.SignInAs(person);
    }

    private static List<String> groups(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }
}
