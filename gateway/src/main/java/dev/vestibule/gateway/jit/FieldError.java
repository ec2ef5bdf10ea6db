package dev.vestibule.gateway.jit;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a user's answer at the first login.
 *
 * @param attribute the attribute with the mistake; null for another mistake
 */
public record FieldError(Problem problem, @Nullable String attribute) {

    static FieldError of(Problem problem) {
        return new FieldError(problem, null);
    }

    /** Id of the field of the page that it is about. */
    String field() {
        if (attribute != null) {
            return FirstLoginForm.ATTRIBUTE + attribute;
        }
        return switch (problem) {
            case NAME_UNUSABLE, NAME_TAKEN, NAME_RESERVED -> "username";
            case PASSWORD_DIFFERS -> "repeated";
            default -> "password";
        };
    }

    /** The texts are {@code problem.<name>} of the resource bundle. */
    public enum Problem {
        /** No username, or one with forbidden characters. */
        NAME_UNUSABLE,
        /** Another user has this username. */
        NAME_TAKEN,
        /** This username cannot be chosen, whether or not an account has it. */
        NAME_RESERVED,
        /** A field that is blank, too long, or has invisible characters. */
        FIELD_UNUSABLE,
        /** The directory refuses the value of a field. */
        FIELD_REFUSED,
        /** Shorter than our own rule. */
        PASSWORD_SHORT,
        /** Longer than our own rule. */
        PASSWORD_LONG,
        /** With characters that cannot be typed again. */
        PASSWORD_UNUSABLE,
        /** It contains the username or the email address. */
        PASSWORD_GUESSABLE,
        /** The two fields are not alike. */
        PASSWORD_DIFFERS,
        /** The directory's policy requires a longer one. */
        PASSWORD_REFUSED_AS_SHORT,
        /** The directory's policy requires a stronger one. */
        PASSWORD_REFUSED_AS_WEAK,
        /** The directory has had it before. */
        PASSWORD_REFUSED_AS_USED,
        /** The directory refuses it without a reason. */
        PASSWORD_REFUSED
    }
}
