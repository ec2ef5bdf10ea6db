package dev.vestibule.flow.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The keys of a section, declared on the record that they become: what the section is for, then one
 * row {@code | NAME | DEFAULT | MEANING} for each key, which may continue in further lines. It is
 * what the reference page shows.
 *
 * <p>The default is {@code **required**}, a value in back quotes as the YAML would write it, or
 * words for what a missing key means. The component of the key's name in camel case takes the
 * value, and null for a missing key if it is nullable; a component {@code id} without a row takes
 * the id of the section. A key that no component takes is read where the record is used.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KeyTable {
    /** The text. */
    String value();

    /** The key of a component that has another name. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Named {
        /** The key as the YAML writes it. */
        String value();
    }
}
