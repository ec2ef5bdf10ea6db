package dev.vestibule.flow.model;

import dev.vestibule.flow.expression.Expression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One requirement in a flow. */
public sealed interface Step {

    /** Where it is not true the step does not apply; null means always. */
    @Nullable Expression when();

    /**
     * Prove who you are with one of these connections.
     *
     * @param samePerson when a later identity is that of the same person although neither its
     *     account nor its subject says so; null means never
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

    /** Refuse the login with a sentence for the person. */
    record Deny(String message, @Nullable Expression when) implements Step {}
}
