package dev.vestibule.flow.factor;

import dev.vestibule.flow.schema.Section;

/**
 * One kind of factor. A new kind is a package with its record and a class like this, its
 * authenticator in the gateway, and a line where the kinds are listed.
 *
 * @param <F> its record
 */
public interface FactorType<F extends Factor> {
    /** Its id: the key below {@code factors}, and the option of a step. */
    String id();

    /** What it is, in one sentence for the documentation. */
    String meaning();

    /** Its keys; all of them have defaults, so that a step can name it without them. */
    Section<F> section();
}
