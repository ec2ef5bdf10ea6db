package dev.vestibule.flow.step;

import dev.vestibule.flow.schema.Findings;
import dev.vestibule.flow.schema.Section;

/**
 * One kind of step. A new kind is a package with its record, a class like this and its handler, and
 * a line where the kinds are listed.
 *
 * @param <S> its record
 */
public interface StepType<S extends Step> {
    /** The key that makes a step one of this kind. */
    String key();

    /** Its record. */
    Class<S> kind();

    /**
     * Its keys, with {@link #key} among them. Where the section is read, the scope of expressions
     * is what may be named at the step, and the id is the one of a step that has none in the YAML.
     */
    Section<S> section();

    /** Finds what only the whole flow and the options of its steps show. */
    default void check(Flow flow, StepOptions options, Findings findings) {}
}
