package dev.vestibule.gateway.http;

/**
 * What is wrong with a person's answer to {@link Page.FirstLogin}; the texts are {@code
 * problem.<name>} of the resource bundle.
 */
public enum AnswerProblem {
    /** No username, or one with characters that none may have. */
    NAME_UNUSABLE(true),
    /** Somebody has this username. */
    NAME_TAKEN(true),
    /** Shorter than our own rule. */
    PASSWORD_SHORT(false),
    /** Longer than our own rule. */
    PASSWORD_LONG(false),
    /** With characters that nobody can type again. */
    PASSWORD_UNUSABLE(false),
    /** It contains the username or the email address. */
    PASSWORD_GUESSABLE(false),
    /** The two fields are not alike. */
    PASSWORD_DIFFERS(false),
    /** The directory's own rule wants a longer one. */
    PASSWORD_REFUSED_AS_SHORT(false),
    /** The directory's own rule wants a better one. */
    PASSWORD_REFUSED_AS_WEAK(false),
    /** The directory has had it before. */
    PASSWORD_REFUSED_AS_USED(false),
    /** The directory does not take it and does not say why. */
    PASSWORD_REFUSED(false);

    private final boolean username;

    AnswerProblem(boolean username) {
        this.username = username;
    }

    /** Whether it is about the username; the others are about the password. */
    public boolean ofUsername() {
        return username;
    }
}
