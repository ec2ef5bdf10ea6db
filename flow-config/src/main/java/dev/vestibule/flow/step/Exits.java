package dev.vestibule.flow.step;

import dev.vestibule.flow.problem.InvalidValue;
import dev.vestibule.flow.schema.Fields;
import dev.vestibule.flow.schema.Key;
import dev.vestibule.flow.schema.Key.Need;
import dev.vestibule.flow.schema.ScalarType;
import dev.vestibule.flow.schema.Types;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Where a login goes after a step.
 *
 * @param success after the step was completed
 * @param failure after the user has not completed it
 */
public record Exits(Exit success, Exit failure) {
    /** The next step after a success, and no further after a failure. */
    public static final Exits USUAL = new Exits(Exit.CONTINUE, Exit.DENY);

    static final String SUCCESS = "on-success";
    static final String FAILURE = "on-failure";

    private static final ScalarType<Exit> TYPE =
            new ScalarType<>("continue, deny or the id of a step", Exit.DENY, Exits::exit);
    private static final Key<Exit> ON_SUCCESS =
            new Key<>(
                    SUCCESS,
                    TYPE,
                    Need.PRESET,
                    "continue",
                    "where the login goes after the step was completed: `continue` with the next"
                            + " step, `deny`, or the id of a later or an earlier step. Steps that"
                            + " are jumped over are not completed.");
    private static final Key<Exit> ON_FAILURE =
            new Key<>(
                    FAILURE,
                    TYPE,
                    Need.PRESET,
                    "deny",
                    "the same after the user has not completed the step. `continue` goes on without"
                            + " it.");

    /** What can become of a step. */
    public enum Ends {
        /** It refuses the login, and leads nowhere. */
        REFUSED,
        /** It is always completed. */
        COMPLETED,
        /** The user may not complete it. */
        COMPLETED_OR_NOT
    }

    /**
     * Where a login goes.
     *
     * @param step the id of a step; null for the step that follows, or for none
     * @param refuses whether it goes no further
     */
    public record Exit(@Nullable String step, boolean refuses) {
        static final Exit CONTINUE = new Exit(null, false);
        static final Exit DENY = new Exit(null, true);

        @Override
        public String toString() {
            return step != null ? step : refuses ? "deny" : "continue";
        }
    }

    static List<Key<?>> keys(Ends ends) {
        return switch (ends) {
            case REFUSED -> List.of();
            case COMPLETED -> List.of(ON_SUCCESS);
            case COMPLETED_OR_NOT -> List.of(ON_SUCCESS, ON_FAILURE);
        };
    }

    static Exits of(Ends ends, Fields fields) {
        return switch (ends) {
            case REFUSED -> USUAL;
            case COMPLETED -> new Exits(fields.get(SUCCESS, TYPE), Exit.DENY);
            case COMPLETED_OR_NOT ->
                    new Exits(fields.get(SUCCESS, TYPE), fields.get(FAILURE, TYPE));
        };
    }

    private static Exit exit(String text) throws InvalidValue {
        return switch (text) {
            case "continue" -> Exit.CONTINUE;
            case "deny" -> Exit.DENY;
            default -> {
                InvalidValue.unless(
                        Types.isId(text), "which is none of them", "Write the id of a step.");
                yield new Exit(text, false);
            }
        };
    }
}
