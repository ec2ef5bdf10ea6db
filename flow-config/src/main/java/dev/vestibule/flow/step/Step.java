package dev.vestibule.flow.step;

import dev.vestibule.flow.expression.AnswerType;
import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One requirement in a flow. Each kind has a record of its own, which says what the kind-blind
 * parts of the gateway must know of it.
 */
public interface Step {
    /**
     * The id, which no other step of the flow has. Expressions know the step by it, if the YAML
     * says it; else it is one that no expression can name.
     */
    String id();

    /** The key of its kind, see {@link StepType#key}. */
    String kind();

    /** Where it is not true the step does not apply; null means always. */
    @Nullable Expression when();

    /** Whether it is completed by a sign-in. */
    default boolean provesIdentity() {
        return false;
    }

    /** Whether the account is that of its sign-in, although an earlier step has found another. */
    default boolean decidesAccount() {
        return false;
    }

    /** Whether it is about a user who has signed in. */
    default boolean needsUser() {
        return false;
    }

    /** Whether it is about the account in the directory of a user who has signed in. */
    default boolean needsAccount() {
        return false;
    }

    /**
     * Whether it applies when its condition cannot be evaluated: the stricter case. A step that
     * gives the user something does not, and it does not apply without its condition either where a
     * level or a rule asks for it.
     */
    default boolean appliesWhenUnknown() {
        return true;
    }

    /** Whether no login continues from it. */
    default boolean ends() {
        return false;
    }

    /** The ids of the connections that it can be completed with. */
    default List<String> options() {
        return List.of();
    }

    /** How many sessions the user may have at a time when it is completed. */
    default int mostSessions() {
        return Integer.MAX_VALUE;
    }

    /** The types of the values that another server answers it with, by their names. */
    default Map<String, AnswerType> answer() {
        return Map.of();
    }

    /** Whether expressions know it by its id. */
    default boolean isNamed() {
        return !id().contains(StepTypes.UNNAMED);
    }
}
