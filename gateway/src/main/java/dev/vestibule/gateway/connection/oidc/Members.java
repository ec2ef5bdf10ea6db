package dev.vestibule.gateway.connection.oidc;

import dev.vestibule.gateway.login.AuthenticationFailure;
import dev.vestibule.gateway.outbound.JsonObjects;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Function;

/**
 * The members of a provider's answer that are used. Each is held to its type when it is asked for;
 * every other member may be anything.
 *
 * @param refusal makes the failure from what is wrong
 */
public record Members(Map<String, Object> values, Function<String, AuthenticationFailure> refusal) {

    /** Reads a JSON object; its failures and those of its members are made alike. */
    public static Members parse(byte[] bytes, Function<String, AuthenticationFailure> refusal) {
        return new Members(JsonObjects.parse(bytes, refusal), refusal);
    }

    /** Null when it is absent. */
    public @Nullable String text(String name) {
        return switch (values.get(name)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw wrong(name, other, "not text");
        };
    }

    /** Text that must be there. */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw refusal.apply("it has no " + name);
        }
        return text;
    }

    /** False when it is absent; the words true and false are taken for what they say. */
    public boolean truth(String name) {
        return switch (values.get(name)) {
            case null -> false;
            case Boolean truth -> truth;
            case String text when text.equals("true") || text.equals("false") ->
                    text.equals("true");
            case Object other -> throw wrong(name, other, "neither true nor false");
        };
    }

    private AuthenticationFailure wrong(String name, Object value, String why) {
        return refusal.apply("its " + name + " is " + OidcFailures.shown(value) + ", " + why);
    }
}
