package dev.vestibule.flow.parse;

/** The kind of value of a key, and how it is read. */
interface ValueType<T> {

    /** What is allowed, in words that fit into a sentence and into a table. */
    String words();

    /**
     * Reads the value. Where it is wrong, a problem says so, and the answer is a stand-in that
     * passes later checks, so that they find their own problems only.
     */
    T read(YamlNode node, Reading reading);

    /** Reads the text of a default. */
    T preset(String text);
}
