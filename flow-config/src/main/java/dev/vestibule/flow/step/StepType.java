package dev.vestibule.flow.step;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Section;
import dev.vestibule.flow.step.Exits.Ends;

/**
 * One kind of step. A new kind is a package with its record and its handler, and a line where the
 * kinds are listed.
 *
 * @param <S> its record
 * @param key the key that makes a step one of this kind
 * @param kind its record
 * @param section its keys, with {@link #key} among them. Where the section is read, the scope of
 *     expressions is what may be named at the step, and the id is the one of a step that has none
 *     in the YAML
 * @param check finds what only the whole flow and the options of its steps show
 * @param ends what can become of its steps
 */
public record StepType<S extends Step>(
        String key, Class<S> kind, Section<S> section, Check check, Ends ends) {
    /** A kind whose steps are always completed. */
    public StepType(String key, Class<S> kind, Section<S> section, Check check) {
        this(key, kind, section, check, Ends.COMPLETED);
    }

    /** A kind whose steps show everything by themselves. */
    public StepType(String key, Class<S> kind, Section<S> section) {
        this(key, kind, section, (_, _, _) -> {});
    }

    /** The same kind, of whose steps this can become. */
    public StepType<S> ending(Ends other) {
        return new StepType<>(key, kind, section, check, other);
    }

    /** Looks at all steps of a flow together. */
    public interface Check {
        /** Reports what is wrong with them. */
        void check(Flow flow, StepOptions options, Findings findings);
    }
}
