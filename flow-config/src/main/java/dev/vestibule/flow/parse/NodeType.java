package dev.vestibule.flow.parse;

/**
 * Something with a reader of its own: an expression, or keys of its own.
 *
 * @param words what it is, for the documentation
 */
record NodeType(String words) implements ValueType<YamlNode> {
    @Override
    public YamlNode read(YamlNode node, Reading reading) {
        return node;
    }

    @Override
    public YamlNode preset(String text) {
        throw new IllegalStateException("the reader of this key knows its default: " + text);
    }
}
