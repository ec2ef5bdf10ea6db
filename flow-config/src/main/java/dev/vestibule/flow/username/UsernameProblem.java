package dev.vestibule.flow.username;

/** Why a name cannot be the username of a new account, or that of a user without an account. */
public enum UsernameProblem {
    /** Blank, too long, or with control, private or unassigned characters. */
    UNUSABLE(
            "it must be text of 1 to "
                    + Username.LONGEST
                    + " characters, without control, private or unassigned characters"),
    /** With a character that has no shape, such as U+200B or U+3164. */
    INVISIBLE("it has a character that cannot be seen"),
    /** With a space at an end, or with another space than U+0020. */
    SPACE("it has a space at an end, or another space than U+0020"),
    /** With a colon, which separates a connection from the name of a user without an account. */
    COLON("it has a colon, which only names of users without an account have"),
    /** With a compatibility form of another character, such as a full-width letter. */
    OTHER_FORM("it has another form of an ordinary character, such as a full-width letter"),
    /** With letters of several scripts, or of a script that is not in everyday use. */
    SCRIPTS("it has letters of several scripts, or of a script that is not in everyday use"),
    /** Reserved, or not to be told from a reserved name. */
    RESERVED("it is reserved, or looks like a reserved name");

    private final String words;

    UsernameProblem(String words) {
        this.words = words;
    }

    /** The rule in words, for the log. */
    public String words() {
        return words;
    }
}
