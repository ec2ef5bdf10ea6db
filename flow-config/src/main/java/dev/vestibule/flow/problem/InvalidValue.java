package dev.vestibule.flow.problem;

import org.jspecify.annotations.Nullable;

/**
 * A value cannot be used. The message says why without repeating the value, which may have come
 * from a secret place.
 */
public final class InvalidValue extends Exception {
    private static final long serialVersionUID = 1L;
    private final String remedy;
    private final @Nullable String meant;

    public InvalidValue(String reason, String remedy) {
        this(reason, remedy, null);
    }

    private InvalidValue(String reason, String remedy, @Nullable String meant) {
        super(reason);
        this.remedy = remedy;
        this.meant = meant;
    }

    /** A value that is written in another form; the remedy is the line with the right one. */
    public static InvalidValue meaning(String meant, String reason) {
        return new InvalidValue(reason, "Write " + meant + ".", meant);
    }

    /** The text that is most probably meant; null where that is not known. */
    public @Nullable String meant() {
        return meant;
    }

    /** Throws where a value is not as it has to be. */
    public static void unless(boolean right, String reason, String remedy) throws InvalidValue {
        if (!right) {
            throw new InvalidValue(reason, remedy);
        }
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
