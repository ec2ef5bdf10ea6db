package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;
import dev.vestibule.flow.yaml.YamlNode.Scalar;

import java.util.stream.Stream;

/** The kind of value of a key, and how it is read. */
public interface ValueType<T> {
    /** What is allowed, in words that fit into a sentence and into a table. */
    String words();

    /**
     * Reads the value. If it is wrong, a problem is reported, and the result is a placeholder that
     * passes later checks, so that they find their own problems only.
     */
    T read(YamlNode node, ParseContext context);

    /**
     * The value of a key that is not written: its default, or a stand-in where a problem says that
     * the key is required.
     */
    default T absent(Key<T> key, Fields parent) {
        return read(Scalar.unwritten(parent.place(), ""), parent.context().silent());
    }

    /** What an editor of YAML can check of the value. */
    default JsonSchema schema() {
        return JsonSchema.TEXT;
    }

    /** The sections at and below this value, each with its path in the YAML. */
    default Stream<Described> sections(String path) {
        return Stream.empty();
    }

    /**
     * A section at its place.
     *
     * @param path with a capital word for what the editor names, for example {@code
     *     connections.ID.provisioning}
     */
    record Described(String path, Section<?> section) {}
}
