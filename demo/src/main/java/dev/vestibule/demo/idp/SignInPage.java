package dev.vestibule.demo.idp;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the sign-in page shows.
 *
 * @param issuer name of the provider, as in its URL
 * @param app client that requests the sign-in
 * @param typed what the fields hold
 * @param sentence what is wrong with the form, null when nothing is
 */
public record SignInPage(
        String issuer, String app, List<Person> people, Person typed, @Nullable String sentence) {

    public SignInPage {
        people = List.copyOf(people);
    }

    /** The page before anything was typed. */
    static SignInPage fresh(String issuer, String app) {
        Person nobody = new Person("", "", "", "", true, List.of("staff"));
        return new SignInPage(issuer, app, Person.READY_MADE, nobody, null);
    }

    /** The typed groups as the field holds them. */
    public String typedGroups() {
        return String.join(", ", typed.groups());
    }
}
