package dev.vestibule.flow.schema;

import dev.vestibule.flow.yaml.YamlNode;

/**
 * Something whose meaning the keys beside it decide.
 *
 * @param words what it is, for the documentation
 */
public record NodeType(String words) implements ValueType<YamlNode> {
    @Override
    public YamlNode read(YamlNode node, ParseContext context) {
        return node;
    }

    @Override
    public YamlNode absent(Key<YamlNode> key, Fields parent) {
        throw new IllegalStateException("the reader of " + key.name() + " has its default");
    }
}
