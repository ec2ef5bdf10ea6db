package dev.vestibule.flow.factor;

import dev.vestibule.flow.schema.Section;

/**
 * One kind of factor. A new kind is a package with its record, its authenticator in the gateway,
 * and a line where the kinds are listed.
 *
 * @param <F> its record
 * @param id the key below {@code factors}, and the option of a step
 * @param meaning what it is, in one sentence for the documentation
 * @param kind its record
 * @param section its keys; all of them have defaults, so that a step can name it without them
 */
public record FactorType<F extends Factor>(
        String id, String meaning, Class<F> kind, Section<F> section) {}
