package dev.vestibule.flow.app;

import dev.vestibule.flow.schema.EntryMap;
import dev.vestibule.flow.schema.ParseContext;
import dev.vestibule.flow.schema.Types;
import dev.vestibule.flow.schema.ValueType;
import dev.vestibule.flow.yaml.Secret;
import dev.vestibule.flow.yaml.YamlNode;

/** The value of a header that every request gets. It may be a secret of the application. */
record FixedHeaders() implements ValueType<Secret> {
    /** By name. */
    static final EntryMap<Secret> TYPE =
            new EntryMap<>(
                    "header names, each with its value",
                    "header names, each with its value",
                    new FixedHeaders(),
                    "NAME",
                    (entries, _, context) -> HeaderRule.checkFixed(entries, context));

    @Override
    public String words() {
        return "printable ASCII characters, or a reference to them";
    }

    @Override
    public Secret read(YamlNode node, ParseContext context) {
        String text = Types.TEXT.read(node, context);
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            context.error(
                    node.place(),
                    "a text with a line break or a character outside ASCII",
                    words(),
                    "Write it with other characters.");
        }
        return new Secret(text);
    }
}
