package dev.vestibule.flow.yaml;

import dev.vestibule.flow.problem.Place;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML with its place. Its text form hides the content: it may be secret. */
public sealed interface YamlNode {
    Place place();

    /** What it is, in the words of an editor of the file. */
    String kind();

    /**
     * One value.
     *
     * @param plain whether it is written without quotes, so that {@code true} is a truth
     */
    record Scalar(Place place, String text, boolean plain, Span span) implements YamlNode {
        /** A value that is not written, or not in the files. */
        public static Scalar unwritten(Place place, String text) {
            return new Scalar(place, text, true, new Span(0, 0, 0, 0, Span.Form.CHANGED));
        }

        /** Whether it is null, as YAML writes it. */
        public boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a single value";
        }

        @Override
        public String toString() {
            return kind() + " at " + place;
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with their values, in the order of the file; no key comes twice. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** A key's place and its value. */
    record Entry(Place key, YamlNode value) {}
}
