package dev.vestibule.gateway;

/** What the process tells its caller when it ends. */
public enum ExitCode {
    FINE(0),
    /** The configuration has errors, or what was asked for is not there or refused. */
    PROBLEMS(1),
    /** The command line cannot be understood. */
    USAGE(2),
    /** The gateway cannot start; one sentence says why. */
    CANNOT_START(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process exits with. */
    public int code() {
        return code;
    }
}
