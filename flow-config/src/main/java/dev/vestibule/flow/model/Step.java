package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One requirement in a flow. */
public sealed interface Step {

    /** Where it is not true the step does not apply; null means always. */
    @Nullable Expression when();

    /**
     * Sign in with one of these connections.
     *
     * @param samePerson the condition for a later identity of the same user with another account or
     *     subject; null means never
     */
    record Authenticate(
            String id,
            List<String> options,
            @Nullable Expression when,
            @Nullable Expression samePerson)
            implements Step {
        public Authenticate {
            options = List.copyOf(options);
        }

        /** A step that only the account or the subject completes. */
        public Authenticate(String id, List<String> options, @Nullable Expression when) {
            this(id, options, when, null);
        }
    }

    /** Refuses the login with a sentence for the page. */
    record Deny(String message, @Nullable Expression when) implements Step {}
}
