package dev.vestibule.flow.parse;

/** The kind of value of a key, and how it is read. */
interface ValueType<T> {

    /** What is allowed, in words that fit into a sentence and into a table. */
    String words();

    /**
     * Reads the value. If it is wrong, a problem is reported, and the result is a placeholder that
     * passes later checks, so that they find their own problems only.
     */
    T read(YamlNode node, Reading reading);

    /** Reads the text of a default. */
    T preset(String text);
}
