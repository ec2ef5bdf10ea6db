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
        return attribute != null
                ? FirstLoginForm.ATTRIBUTE + attribute
                : problem == Problem.PASSWORD_DIFFERS
                        ? "repeated"
                        : problem.subject() == Problem.Subject.USERNAME ? "username" : "password";
    }

    /** The texts are {@code problem.<name>} of the resource bundle. */
    public enum Problem {
        /** No username, or one with forbidden characters. */
        NAME_UNUSABLE(Subject.USERNAME),
        /** Another user has this username. */
        NAME_TAKEN(Subject.USERNAME),
        /** This username cannot be chosen, whether or not an account has it. */
        NAME_RESERVED(Subject.USERNAME),
        /** A field that is blank, too long, or has invisible characters. */
        FIELD_UNUSABLE(Subject.FIELD),
        /** The directory refuses the value of a field. */
        FIELD_REFUSED(Subject.FIELD),
        /** Shorter than our own rule. */
        PASSWORD_SHORT(Subject.PASSWORD),
        /** Longer than our own rule. */
        PASSWORD_LONG(Subject.PASSWORD),
        /** With characters that cannot be typed again. */
        PASSWORD_UNUSABLE(Subject.PASSWORD),
        /** It contains the username or the email address. */
        PASSWORD_GUESSABLE(Subject.PASSWORD),
        /** The two fields are not alike. */
        PASSWORD_DIFFERS(Subject.PASSWORD),
        /** The directory's policy requires a longer one. */
        PASSWORD_REFUSED_AS_SHORT(Subject.PASSWORD),
        /** The directory's policy requires a stronger one. */
        PASSWORD_REFUSED_AS_WEAK(Subject.PASSWORD),
        /** The directory has had it before. */
        PASSWORD_REFUSED_AS_USED(Subject.PASSWORD),
        /** The directory refuses it without a reason. */
        PASSWORD_REFUSED(Subject.PASSWORD);

        /** What of the answer it is about. */
        public enum Subject {
            USERNAME,
            PASSWORD,
            /** One attribute, which the page marks. */
            FIELD
        }

        private final Subject subject;

        Problem(Subject subject) {
            this.subject = subject;
        }

        /** What it is about. */
        public Subject subject() {
            return subject;
        }
    }
}
