package dev.vestibule.demo.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/**
 * A user of the demo identity provider.
 *
 * @param subject the provider's identifier, {@code sub} in the ID token
 * @param email empty if the user has none
 */
public record Person(
        String subject,
        String givenName,
        String familyName,
        String email,
        boolean emailVerified,
        List<String> groups) {

    /** The users that the sign-in page offers. */
    public static final List<Person> READY_MADE =
            List.of(
                    verified("ada", "Ada", "Lovelace", "engineering", "staff"),
                    verified("grace", "Grace", "Hopper", "operations", "engineering", "staff"),
                    verified("katherine", "Katherine", "Johnson", "research", "staff"),
                    verified("emilie", "Émilie", "du Châtelet", "research", "staff"),
                    new Person(
                            "alan",
                            "Alan",
                            "Turing",
                            "alan@example.org",
                            false,
                            List.of("contractors")));

    public Person {
        groups = List.copyOf(groups);
    }

    /** Given and family name, as far as there are any; the subject when there are none. */
    public String name() {
        String name = (givenName + " " + familyName).strip();
        return name.isEmpty() ? subject : name;
    }

    /** The claims without the subject; empty ones are omitted, as a real provider does. */
    JsonObject claims() {
        JsonObject claims = new JsonObject().put("name", name()).put("preferred_username", subject);
        putUnlessEmpty(claims, "given_name", givenName);
        putUnlessEmpty(claims, "family_name", familyName);
        putUnlessEmpty(claims, "email", email);
        if (!email.isEmpty()) {
            claims.put("email_verified", emailVerified);
        }
        return claims.put("groups", new JsonArray(groups));
    }

    private static void putUnlessEmpty(JsonObject claims, String name, String value) {
        if (!value.isEmpty()) {
            claims.put(name, value);
        }
    }

    private static Person verified(
            String subject, String givenName, String familyName, String... groups) {
        String email = subject + "@example.org";
        return new Person(subject, givenName, familyName, email, true, List.of(groups));
    }
}
