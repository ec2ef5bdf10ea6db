package dev.vestibule.demo.app;

import java.util.List;

/** A header or an attribute, with its values. */
public record NamedValues(String name, List<String> values) {
    public NamedValues {
        values = List.copyOf(values);
    }
}
