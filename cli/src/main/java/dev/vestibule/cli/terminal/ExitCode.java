package dev.vestibule.cli.terminal;

/** What the process tells its caller when it ends. */
public enum ExitCode {
    FINE(0, "Fine."),
    PROBLEMS(1, "Problems were found, or the request was refused or found nothing."),
    USAGE(2, "Wrong usage."),
    CANNOT_START(3, "It cannot start; one sentence says why.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    public int code() {
        return code;
    }

    /** In one sentence, for the help and the reference. */
    public String meaning() {
        return meaning;
    }
}
